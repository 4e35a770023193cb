using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Secrets;

namespace Tocsin.Dispatch.Receivers;

/// <summary>A channel, or why there is none to send with.</summary>
/// <param name="Hook">What it was made from.</param>
/// <param name="Channel">Null if nothing could be made. With a problem it is good for looking at, not for sending.</param>
/// <param name="Problem">Empty if all is well.</param>
internal sealed record MadeChannel(ResolvedHook Hook, IChannel? Channel, string Problem);
