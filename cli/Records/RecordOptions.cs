using System.Collections.Frozen;
using System.CommandLine;
using Tocsin.Cli.Tailing;
using Tocsin.Engine.Routing;

namespace Tocsin.Cli.Records;

/// <summary>The options that say which processing records are meant.</summary>
internal sealed class RecordOptions
{
    private readonly Option<string[]> _statuses = new("--status") { Description = "In one of these statuses", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string?> _policy = new("--policy") { Description = "Of this policy; * stands for anything, as in the following" };
    private readonly Option<string?> _package = new("--package") { Description = "Of this package" };
    private readonly Option<string?> _receiver = new("--receiver") { Description = "For this receiver, such as slack.ops" };
    private readonly Option<string?> _rule = new("--rule") { Description = "About alarms of this rule" };
    private readonly Option<string?> _entity = new("--entity", "-e") { Description = "About alarms of this entity, by its name" };
    private readonly Option<string[]> _states = AlarmFilterOptions.StateOption();

    public void AddTo(Command command)
    {
        _statuses.AcceptOnlyFromAmong(ProcessingWord.All);
        foreach (var option in new Option[] { _statuses, _policy, _package, _receiver, _rule, _entity, _states })
        {
            command.Options.Add(option);
        }
    }

    public RecordFilter Filter(ParseResult result) => new()
    {
        Statuses = (result.GetValue(_statuses) ?? []).Select(ProcessingWord.Status).ToFrozenSet(),
        Policy = Of(result, _policy),
        Package = Of(result, _package),
        Receiver = Of(result, _receiver),
        Rule = Of(result, _rule),
        Entity = Of(result, _entity),
        States = AlarmFilterOptions.States(result.GetValue(_states)),
    };

    private static Glob? Of(ParseResult result, Option<string?> option) => result.GetValue(option) is { } pattern ? new Glob(pattern) : null;
}
