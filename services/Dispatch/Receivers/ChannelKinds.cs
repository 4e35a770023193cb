using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Email;
using Tocsin.Dispatch.Grpc;
using Tocsin.Dispatch.Http;
using Tocsin.Dispatch.Safety;
using Tocsin.Dispatch.Secrets;
using Tocsin.Dispatch.WeLink;
using Tocsin.Engine.Templates;

namespace Tocsin.Dispatch.Receivers;

/// <summary>The channel of each type of hook.</summary>
/// <param name="network">What may be connected to.</param>
/// <param name="links">What templates know as links.</param>
internal sealed class ChannelKinds(Network network, TemplateLinks links)
{
    /// <inheritdoc cref="ChannelFactory"/>
    public IChannel Create(ReceiverTarget target, ResolvedHook hook, HttpSender sender, TimeSpan timeout) => hook.Settings.Type switch
    {
        "gRPC" => new GrpcChannel(GrpcSettings.Of(hook.Receiver), network, sender.Client, (long)timeout.TotalMilliseconds),
        "email" => new EmailChannel(EmailSettings.Of(hook.Receiver), new EmailTexts(hook, links).Write, network),
        "welink" => new WeLinkChannel(new WeLinkSettings(hook.Receiver), new ChatText(hook.Settings, TemplateTarget.Text, links), sender, hook.Masker),
        _ => new HttpChannel(HttpFormats.Create(hook.Settings, hook.Receiver, target.IsRecovery, links), sender, hook.Masker),
    };
}
