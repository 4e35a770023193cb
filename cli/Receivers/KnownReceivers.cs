using Microsoft.Extensions.Logging.Abstractions;
using Tocsin.Cli.Routing;
using Tocsin.Dispatch.Receivers;
using Tocsin.Dispatch.Secrets;
using Tocsin.Engine.Routing;
using Tocsin.Engine.Rules.Reading;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Cli.Receivers;

/// <summary>The receivers of settings, as a running Dispatch would have them.</summary>
internal sealed class KnownReceivers : IDisposable
{
    private readonly ReceiverTable _table = new(SecretSource.System, NullLogger.Instance);

    public KnownReceivers(SettingsOptions.Settings settings) =>
        _table.Replace(new Router(settings.Rules?.Hooks ?? [], settings.Own).Hooks, settings.Own.Network.Allow, settings.Own.Links);

    /// <exception cref="StageFailureException">There is none of this name; the message names one like it.</exception>
    public Receiver Find(string name) => _table.Find(name)
        ?? throw new StageFailureException($"there is no receiver '{name}'{Spelling.Hint(name, [.. _table.All.Select(each => each.Name)])}");

    /// <summary>Null if the receiver is told of such an alarm, or can't be made for lack of a secret.</summary>
    public string? WhyUntold(string name, AlarmMessage alarm) => _table.Find(name)?.WhyUntold(alarm);

    public void Dispose() => _table.Dispose();
}
