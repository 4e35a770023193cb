using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Email;
using Tocsin.Dispatch.Grpc;
using Tocsin.Dispatch.Http;
using Tocsin.Dispatch.Safety;
using Tocsin.Dispatch.Secrets;

namespace Tocsin.Dispatch.Receivers;

/// <summary>The channel of each type of hook.</summary>
/// <param name="network">What may be connected to.</param>
/// <param name="texts">What mails say.</param>
/// <param name="formats">What POSTs look like.</param>
internal sealed class ChannelKinds(Network network, Func<ResolvedHook, Func<OutgoingMessage, EmailText>> texts, Func<ResolvedHook, bool, IHttpFormat> formats)
{
    public IChannel Create(ReceiverTarget target, ResolvedHook hook, HttpSender sender, TimeSpan timeout) => hook.Settings.Type switch
    {
        "gRPC" => new GrpcChannel(GrpcSettings.Of(hook.Receiver), network, sender.Client, (long)timeout.TotalMilliseconds),
        "email" => new EmailChannel(EmailSettings.Of(hook.Receiver), texts(hook), network),
        _ => new HttpChannel(formats(hook, target.IsRecovery), sender, hook.Masker),
    };
}
