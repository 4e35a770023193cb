using System.CommandLine;
using Tocsin.Cli.Alarms;
using Tocsin.Engine.Routing;
using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Cli.Packages;

/// <summary>The options that say for which alarm a package runs.</summary>
internal sealed class RunTarget
{
    private const int MaxNamed = 5;
    private readonly Option<string?> _alarm = new("--alarm") { Description = "For this alarm, by its id or episode or the beginning of one; also if it is over" };
    private readonly Option<string?> _entity = new("--entity", "-e") { Description = "For the one active alarm of this entity, by its name; * stands for anything" };
    private readonly Option<string?> _rule = new("--rule") { Description = "For the one active alarm of this rule; * stands for anything" };
    private readonly SinceOption _since = new("Looks for alarms that said something not earlier than this", AlarmLog.Back, TimeProvider.System);

    public void AddTo(Command command)
    {
        command.Options.Add(_alarm);
        command.Options.Add(_entity);
        command.Options.Add(_rule);
        _since.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_alarm) is not null && (result.GetResult(_entity) is not null || result.GetResult(_rule) is not null))
            {
                result.AddError("either --alarm, or --entity and --rule, not both");
            }
        });
    }

    /// <summary>Null if none is asked for.</summary>
    /// <exception cref="StageFailureException">There is none, or several.</exception>
    public AlarmMessage? Find(ParseResult result, ClientSettings client, Topics topics) =>
        result.GetValue(_alarm) is { } id ? ById(id, client, topics, _since.Of(result))
        : result.GetValue(_entity) is null && result.GetValue(_rule) is null ? null
        : ByName(result, client, topics);

    /// <summary>The newest record of the episode.</summary>
    private static AlarmMessage ById(string id, ClientSettings client, Topics topics, long sinceMs)
    {
        var newest = new Dictionary<string, AlarmMessage>();
        AlarmLog.Read(client, topics, sinceMs, (alarm, _) =>
        {
            var episode = alarm.EpisodeId.Length > 0 ? alarm.EpisodeId : alarm.Id;
            if (newest.ContainsKey(episode) || IdText.Fits(alarm.Id, id) || IdText.Fits(episode, id))
            {
                newest[episode] = alarm;
            }
        });
        return IdText.One(newest, id) ?? throw new StageFailureException($"no alarm {OneLine.Of(id)} in {topics.Alarms} since {LogTime.Text(sinceMs)}Z; --since looks further back");
    }

    private AlarmMessage ByName(ParseResult result, ClientSettings client, Topics topics)
    {
        var (entity, rule) = (new Glob(result.GetValue(_entity) ?? "*"), new Glob(result.GetValue(_rule) ?? "*"));
        var active = ActiveAlarms.Read(client, topics, _since.Of(result));
        var found = active.All.Where(alarm => entity.Matches(alarm.Name) && rule.Matches(alarm.RuleName)).ToList();
        var what = $"of entity '{OneLine.Of(entity.Pattern)}' and rule '{OneLine.Of(rule.Pattern)}' since {LogTime.Text(active.SinceMs)}Z";
        return found.Count switch
        {
            1 => found[0],
            0 => throw new StageFailureException($"no active alarm {what}"),
            _ => throw new StageFailureException(
                $"{found.Count} active alarms {what}, say which with --alarm: {string.Join(", ", found.Take(MaxNamed).Select(alarm => $"{alarm.EpisodeId} ({OneLine.Of(alarm.RuleName)} of {OneLine.Of(alarm.Name)})"))}{(found.Count > MaxNamed ? ", ..." : "")}"),
        };
    }
}
