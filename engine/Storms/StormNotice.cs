using System.Globalization;
using System.Text;
using Tocsin.Engine.Convergence;
using Tocsin.Engine.Origins;
using Tocsin.V1;

namespace Tocsin.Engine.Storms;

/// <summary>Says that a circuit has opened or closed: an alarm like any other, which no metric caused.</summary>
internal static class StormNotice
{
    public const string Scope = "STORM_GUARD";
    public const string Rule = "storm-guard";

    /// <summary>The id of the notice about a circuit that opens at this place of the log.</summary>
    public static string IdOf(Circuit circuit, long offset) => DerivedId.Of(
        Encoding.UTF8.GetBytes("storm"), Encoding.UTF8.GetBytes(circuit.Title), Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{circuit.OpenedMs}/{offset}")));

    public static AlarmMessage Opened(Circuit circuit)
    {
        var alarm = Of(circuit, circuit.NoticeId, AlarmState.Firing, circuit.OpenedMs);
        var (within, open) = (StormBounds.WithinMs(circuit.Limits) / 1_000, StormBounds.OpenMs(circuit.Limits) / 1_000);
        alarm.Sequence = 1;
        alarm.AlarmMessage_ = string.Create(
            CultureInfo.InvariantCulture,
            $"More than {StormBounds.Limit(circuit.Limits, circuit.Kind)} requests of {Subject(circuit)} within {within} s: further ones are blocked until it is calm, for {open} s at least.");
        return alarm;
    }

    public static AlarmMessage Closed(Circuit circuit, long closedMs)
    {
        var alarm = Of(circuit, DerivedId.Of(Encoding.UTF8.GetBytes("calm"), Encoding.UTF8.GetBytes(circuit.NoticeId)), AlarmState.Recovered, closedMs);
        alarm.Sequence = 2;
        alarm.RecoveryTime = closedMs;
        alarm.AlarmMessage_ = string.Create(
            CultureInfo.InvariantCulture, $"It is calm again: within {(closedMs - circuit.OpenedMs) / 1_000} s {circuit.Blocked} requests of {Subject(circuit)} were blocked.");
        return alarm;
    }

    public static IEnumerable<KeyedAction> Requests(Circuit circuit, AlarmMessage alarm, IEnumerable<Call> calls)
    {
        foreach (var call in calls)
        {
            var request = new Request
            {
                Business = circuit.Business,
                Policy = circuit.Policy,
                Package = call.Package,
                Receiver = call.Receiver,
                Alarm = alarm,
                Defense = call.Defense,
                TimeoutSeconds = call.TimeoutSeconds,
                Approvers = { call.Approvers },
                RefusedBecause = call.RefusedBecause,
                Level = circuit.Level,
                Type = call.Type,
                Retries = call.Retries,
            };
            yield return new KeyedAction(ConvergenceKey.OfPartition(request), new ActionRecord { Request = request });
        }
    }

    private static AlarmMessage Of(Circuit circuit, string id, AlarmState state, long timeMs)
    {
        var alarm = new AlarmMessage
        {
            Id = id,
            EpisodeId = circuit.NoticeId,
            Scope = Scope,
            Name = circuit.Title,
            Id0 = circuit.Title,
            RuleName = Rule,
            State = state,
            StartTime = circuit.OpenedMs,
            TimeMs = timeMs,
            Tags = new AlarmTags { Data = { new KeyStringValuePair { Key = "policy", Value = circuit.Policy } } },
        };
        if (circuit.Business.Length > 0)
        {
            alarm.Attributes.Add("business", circuit.Business);
        }

        return alarm;
    }

    private static string Subject(Circuit circuit) => circuit.Kind switch
    {
        CircuitKind.Source => $"policy '{circuit.Policy}' for {circuit.Name}",
        CircuitKind.Package => $"policy '{circuit.Policy}' for package '{circuit.Name}'",
        _ => $"policy '{circuit.Policy}'",
    };
}
