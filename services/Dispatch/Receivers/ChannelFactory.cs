using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Http;
using Tocsin.Dispatch.Secrets;

namespace Tocsin.Dispatch.Receivers;

/// <summary>Makes the channel of a receiver. Throws where its values make none.</summary>
/// <param name="target">Whose channel it is.</param>
/// <param name="hook">The values, resolved.</param>
/// <param name="sender">Its connections.</param>
/// <param name="timeout">Of one attempt.</param>
internal delegate IChannel ChannelFactory(ReceiverTarget target, ResolvedHook hook, HttpSender sender, TimeSpan timeout);
