using Google.Protobuf;
using Tocsin.Cli.Alarms;
using Tocsin.Engine.Shields;
using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Cli.Silences;

/// <summary>Which active alarms silences are for.</summary>
internal sealed class Muting
{
    private readonly IReadOnlyDictionary<string, HashSet<string>> _policies;

    private Muting(IReadOnlyList<AlarmMessage> alarms, IReadOnlyDictionary<string, HashSet<string>> policies, long sinceMs)
    {
        Alarms = alarms;
        _policies = policies;
        SinceMs = sinceMs;
    }

    /// <summary>All that are active, as far as they said something since <see cref="SinceMs"/>.</summary>
    public IReadOnlyList<AlarmMessage> Alarms { get; }

    public long SinceMs { get; }

    /// <param name="client">How to reach Kafka.</param>
    /// <param name="topics">Their names.</param>
    /// <param name="sinceMs">How far back to read.</param>
    /// <param name="withPolicies">Also what policies tell of each alarm, for shields that name policies.</param>
    /// <exception cref="StageFailureException">There are no such topics, or no Kafka.</exception>
    public static Muting Read(ClientSettings client, Topics topics, long sinceMs, bool withPolicies)
    {
        var alarms = ActiveAlarms.Read(client, topics, sinceMs).All;
        return new(alarms, withPolicies && alarms.Count > 0 ? Policies(client, topics, sinceMs, alarms) : new Dictionary<string, HashSet<string>>(), sinceMs);
    }

    /// <summary>Those it is for, whether or not it is active now.</summary>
    public List<AlarmMessage> Of(Shield shield) => [.. Alarms.Where(alarm => IsFor(shield, alarm))];

    internal static Muting Of(IReadOnlyList<AlarmMessage> alarms, IReadOnlyDictionary<string, HashSet<string>> policies) => new(alarms, policies, 0);

    private bool IsFor(Shield shield, AlarmMessage alarm) => shield.Match is not { Policies.Count: > 0 } match
        ? Shielding.Matches(shield.Match, alarm, "")
        : _policies.TryGetValue(alarm.EpisodeId, out var policies) && policies.Any(policy => Shielding.Matches(match, alarm, policy));

    /// <summary>The policies that told something of each of these episodes, as Converge matched them.</summary>
    private static Dictionary<string, HashSet<string>> Policies(ClientSettings client, Topics topics, long sinceMs, IReadOnlyList<AlarmMessage> alarms)
    {
        var found = alarms.ToDictionary(alarm => alarm.EpisodeId, _ => new HashSet<string>());
        using var reader = new CatchUpReader(client, topics.Actions, sinceMs);
        reader.ReadOn(record =>
        {
            if (Parse(record)?.Signal is { Alarm: { } alarm } signal && found.TryGetValue(alarm.EpisodeId, out var policies))
            {
                policies.UnionWith(signal.Matches.Select(match => match.Policy));
            }
        });
        return found;
    }

    private static ActionRecord? Parse(InputRecord record)
    {
        try
        {
            return ActionRecord.Parser.ParseFrom(record.Value ?? []);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
