using System.CommandLine;
using Google.Protobuf;
using Tocsin.Engine.Routing;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Rules.Reading;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Cli.Routing;

/// <summary>The options that describe one alarm. What they don't say is as the rule would have it, or as an alarm given as JSON has it.</summary>
internal sealed class AlarmOptions
{
    private readonly Option<string?> _json = new("--alarm") { Description = "A file with an alarm as JSON, as 'tocsin tail alarms -o json' prints it, or - for the standard input" };
    private readonly Option<string?> _rule = new("--rule") { Description = "The name of the rule; if the rules have it, its tags, hooks and message are taken" };
    private readonly Option<string?> _entity = new("--entity", "-e") { Description = "The entity's name" };
    private readonly Option<string?> _scope = new("--scope") { Description = "What the entity is: SERVICE, SERVICE_INSTANCE, ENDPOINT, ... [default: what the rule's metric is about]" };
    private readonly Option<string?> _state = new("--state") { Description = "firing, recovered, no-data or closed [default: firing]" };
    private readonly Option<string[]> _tags = new("--tag") { Description = "A tag, name=value; may be given several times" };
    private readonly Option<string[]> _attributes = new("--attribute") { Description = "Something known of the entity, name=value; may be given several times" };
    private readonly Option<string[]> _hooks = new("--hooks") { Description = "Hooks the rule names, such as slack.ops", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string?> _message = new("--message") { Description = "The alarm's message" };

    public void AddTo(Command command)
    {
        _state.AcceptOnlyFromAmong([.. StateWord.All.Keys]);
        foreach (var option in new Option[] { _rule, _entity, _scope, _state, _tags, _attributes, _hooks, _message, _json })
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetResult(_rule) is null && result.GetResult(_json) is null)
            {
                result.AddError("--rule is missing (or --alarm, with an alarm as JSON)");
            }
        });
    }

    /// <exception cref="StageFailureException">The JSON isn't an alarm, or a tag or attribute isn't name=value.</exception>
    public AlarmMessage Read(ParseResult result, RuleSet? rules, Terminal terminal)
    {
        var alarm = result.GetValue(_json) is { } json ? Parse(json == "-" ? terminal.In.ReadToEnd() : File.ReadAllText(json)) : FromRule(result, rules, terminal);
        alarm.Name = result.GetValue(_entity) ?? alarm.Name;
        alarm.AlarmMessage_ = result.GetValue(_message) ?? alarm.AlarmMessage_;
        alarm.State = result.GetValue(_state) is { } state ? StateWord.All[state] : alarm.State;
        if (result.GetValue(_scope) is { } scope)
        {
            ExampleAlarm.SetScope(alarm, scope);
        }

        alarm.Tags ??= new AlarmTags();
        Set(result.GetValue(_tags), "a tag", (name, value) => SetTag(alarm.Tags, name, value));
        Set(result.GetValue(_attributes), "an attribute", (name, value) => alarm.Attributes[name] = value);
        if (result.GetValue(_hooks) is { Length: > 0 } hooks)
        {
            alarm.Hooks.Clear();
            alarm.Hooks.Add(hooks.SelectMany(hook => hook.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));
        }

        ExampleAlarm.Complete(alarm, rules);
        return alarm;
    }

    private AlarmMessage FromRule(ParseResult result, RuleSet? rules, Terminal terminal)
    {
        var name = result.GetValue(_rule)!;
        HashSet<string> known = [.. rules?.Rules.Select(rule => rule.Name) ?? [], .. rules?.Composites.Select(rule => rule.Name) ?? []];
        if (rules is not null && !known.Contains(name))
        {
            terminal.Error.WriteLine($"{CommandLine.Name}: the rules have no rule '{name}', so it brings no tags and hooks{Spelling.Hint(name, known)}");
        }

        return ExampleAlarm.Of(name, rules);
    }

    private static AlarmMessage Parse(string json)
    {
        try
        {
            return new JsonParser(JsonParser.Settings.Default.WithIgnoreUnknownFields(true)).Parse<AlarmMessage>(json);
        }
        catch (Exception exception) when (exception is InvalidProtocolBufferException or InvalidJsonException)
        {
            throw new StageFailureException($"this isn't an alarm as JSON: {exception.Message}", exception);
        }
    }

    private static void SetTag(AlarmTags tags, string name, string value)
    {
        var others = tags.Data.Where(tag => tag.Key != name).ToList();
        tags.Data.Clear();
        tags.Data.Add(others);
        tags.Data.Add(new KeyStringValuePair { Key = name, Value = value });
    }

    private static void Set(string[]? pairs, string what, Action<string, string> set)
    {
        foreach (var pair in pairs ?? [])
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new StageFailureException($"'{pair}' isn't {what}: expected name=value");
            }

            set(pair[..equals], pair[(equals + 1)..]);
        }
    }
}
