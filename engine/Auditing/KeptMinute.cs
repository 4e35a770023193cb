using Tocsin.V1;

namespace Tocsin.Engine.Auditing;

/// <summary>A minute of a window that matched.</summary>
/// <param name="MinuteMs">When it began.</param>
/// <param name="Value">What matched; null where only that it did is remembered.</param>
public sealed record KeptMinute(long MinuteMs, ObservedValue? Value);
