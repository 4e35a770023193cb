using System.Globalization;
using System.Text.Json;
using Tocsin.Engine.Convergence;
using Tocsin.V1;

namespace Tocsin.TopologyTests.VectorCases;

/// <summary>An event of a convergence vector: a request in our words, what would come of it, and how somebody would answer.</summary>
internal sealed class ConvergenceEvent
{
    private static readonly string[] _known = ["id", "t_seconds", "dims", "execution", "approval", "manual", "alert_id", "alert_age_s", "shielded"];
    private readonly JsonElement _event;
    private readonly JsonElement _rule;

    public ConvergenceEvent(JsonElement @event, JsonElement rule)
    {
        (_event, _rule) = (@event, rule);
        foreach (var property in @event.EnumerateObject().Where(property => !_known.Contains(property.Name)))
        {
            throw new InvalidDataException($"event {Id}: \"{property.Name}\" is not understood");
        }
    }

    public string Id => _event.GetProperty("id").GetString()!;

    public long TimeMs => _event.GetProperty("t_seconds").GetInt64() * 1_000;

    public bool IsManual => Flag("manual");

    public string RecordId => IsManual ? Engine.Convergence.RecordId.Of(ManualRun()) : Engine.Convergence.RecordId.Of(Request());

    /// <summary>What has to be equal to converge; empty for what can't.</summary>
    public string Key => IsManual || Request().Defense is null ? "" : ConvergenceKey.OfGroup(Request());

    public (long DurationMs, OutcomeResult Result) Execution
    {
        get
        {
            var execution = _event.GetProperty("execution");
            var outcome = execution.GetProperty("outcome").GetString();
            return (execution.GetProperty("duration_s").GetInt64() * 1_000, outcome switch
            {
                "success" => OutcomeResult.Success,
                "failure" => OutcomeResult.Failure,
                "partial_failure" or "partial" => OutcomeResult.Partial,
                _ => throw new InvalidDataException($"outcome \"{outcome}\" is not understood"),
            });
        }
    }

    public (long AfterMs, bool Approved)? Approval => _event.TryGetProperty("approval", out var approval)
        ? (approval.GetProperty("after_s").GetInt64() * 1_000, approval.GetProperty("decision").GetString() == "approve")
        : null;

    public ActionRecord ToRecord() => IsManual ? new ActionRecord { ManualRun = ManualRun() } : new ActionRecord { Request = Request() };

    private ManualRun ManualRun() => new() { Id = Id, Package = Dimension("action_config_id"), Alarm = Alarm(), By = "operator", TimeoutSeconds = Number(_rule, "package_timeout_seconds") };

    private Request Request() => new()
    {
        Business = Dimension("bk_biz_id"),
        Policy = Dimension("strategy_id"),
        Package = Dimension("action_config_id") is { Length: > 0 } package ? package : _rule.GetProperty("package_type").GetString()!,
        Receiver = Dimension("notice_receiver"),
        Alarm = Alarm(),
        Defense = Defense(),
        TimeoutSeconds = Number(_rule, "package_timeout_seconds"),
        SkipDelaySeconds = Number(_rule, "skip_delay_seconds"),
        ShieldedBy = Flag("shielded") ? "a-silence" : "",
    };

    private AlarmMessage Alarm() => new()
    {
        Id = Id,
        EpisodeId = _event.TryGetProperty("alert_id", out var alert) ? alert.GetString() : Id,
        StartTime = TimeMs - (Number(_event, "alert_age_s") * 1_000L),
        State = Dimension("signal") switch
        {
            "recovered" => AlarmState.Recovered,
            "closed" => AlarmState.Closed,
            "no_data" => AlarmState.NoData,
            _ => AlarmState.Firing,
        },
    };

    private Defense? Defense() => !_rule.GetProperty("is_enabled").GetBoolean() ? null : new Defense
    {
        Action = _rule.GetProperty("function").GetString() switch
        {
            "skip_when_success" => DefenseAction.SkipAfterSuccess,
            "skip_when_proceed" => DefenseAction.SkipDuringExecution,
            "wait_when_proceed" => DefenseAction.WaitDuringExecution,
            "defense" => DefenseAction.DefenseApproval,
            "collect" => DefenseAction.Summarise,
            "skip_when_exceed" => DefenseAction.SkipAfterExceed,
            var other => throw new InvalidDataException($"the function \"{other}\" is not one of the six actions"),
        },
        WindowMinutes = Number(_rule, "window_minutes"),
        Count = Number(_rule, "count"),
        Dimensions = { _rule.GetProperty("condition").EnumerateArray().Select(name => new Dimension { Name = name.GetString(), Value = Dimension(name.GetString()!) }) },
        MergeFor = _rule.TryGetProperty("need_biz_converge", out var needed) && needed.GetBoolean()
            ? string.Join('|', Dimension("notice_receiver"), Dimension("notice_way"), Dimension("alert_level"), Dimension("signal"))
            : "",
    };

    private string Dimension(string name) => _event.GetProperty("dims").TryGetProperty(name, out var value) ? value.ToString() : "";

    private bool Flag(string name) => _event.TryGetProperty(name, out var flag) && flag.GetBoolean();

    private static uint Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out var number) ? uint.Parse(number.ToString(), CultureInfo.InvariantCulture) : 0;
}
