using System.Collections.Frozen;
using System.CommandLine;
using Tocsin.Engine.Routing;
using Tocsin.V1;

namespace Tocsin.Cli.Tailing;

/// <summary>The options that say which alarms a record has to be about.</summary>
internal sealed class AlarmFilterOptions
{
    private readonly Option<string?> _rule = new("--rule") { Description = "About alarms of this rule; * stands for anything, as in the following" };
    private readonly Option<string?> _entity = new("--entity", "-e") { Description = "About alarms of this entity, by its name" };
    private readonly Option<string[]> _states = StateOption();

    public static Option<string[]> StateOption()
    {
        var option = new Option<string[]>("--state") { Description = "About alarms in one of these states", AllowMultipleArgumentsPerToken = true };
        option.AcceptOnlyFromAmong(EnumWord.All<AlarmState>());
        return option;
    }

    public static FrozenSet<AlarmState> States(string[]? words) => (words ?? []).Select(word => EnumWord.Find<AlarmState>(word)!.Value).ToFrozenSet();

    public void AddTo(Command command)
    {
        command.Options.Add(_rule);
        command.Options.Add(_entity);
        command.Options.Add(_states);
    }

    public AlarmFilter Filter(ParseResult result) => new()
    {
        Rule = result.GetValue(_rule) is { } rule ? new Glob(rule) : null,
        Entity = result.GetValue(_entity) is { } entity ? new Glob(entity) : null,
        States = States(result.GetValue(_states)),
    };
}
