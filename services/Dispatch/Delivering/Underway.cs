using Tocsin.Dispatch.Channels;
using Tocsin.Engine.Deliveries;

namespace Tocsin.Dispatch.Delivering;

/// <summary>An attempt that has begun.</summary>
internal sealed record Underway(Due Due, long StartedMs, Task<Answer> Answer);
