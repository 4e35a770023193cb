using System.CommandLine;
using Tocsin.V1;

namespace Tocsin.Cli.Silences;

/// <summary>The options that say which alarms a silence is for. Everything that is given has to hold; of several values of one option one is enough.</summary>
internal sealed class MatchOptions
{
    private static readonly string[] _scopes = [.. EnumWord.All<Scope>().Select(word => word.Replace('-', '_').ToUpperInvariant())];
    private readonly Option<string[]> _rules = Glob("--rule", "Alarms of this rule; * stands for anything, as in the following");
    private readonly Option<string[]> _scope = new("--scope") { HelpName = "scope", Description = $"Alarms about this kind of thing: {string.Join(", ", _scopes)}" };
    private readonly Option<string[]> _entities = Glob("--entity", "Alarms of this entity, by its name", "-e");
    private readonly Option<KeyValuePair<string, string>[]> _tags = NamedPair.Create("--tag", "Alarms with this tag");
    private readonly Option<KeyValuePair<string, string>[]> _attributes = NamedPair.Create("--attribute", "Alarms of entities of which this is known");
    private readonly Option<string[]> _policies = Glob("--policy", "What this policy would tell");
    private readonly Option<bool> _all = new("--all") { Description = "Every alarm; instead of any of these" };

    public void AddTo(Command command)
    {
        _scope.AcceptOnlyFromAmong([.. _scopes, .. _scopes.Select(scope => scope.ToLowerInvariant())]);
        Option[] matchers = [_rules, _scope, _entities, _tags, _attributes, _policies];
        foreach (var option in matchers)
        {
            command.Options.Add(option);
        }

        command.Options.Add(_all);
        command.Validators.Add(result =>
        {
            var isGiven = matchers.Any(option => result.GetResult(option) is not null);
            if (isGiven == result.GetResult(_all) is not null)
            {
                result.AddError(isGiven
                    ? "either --all or what the silence is for, not both"
                    : "what is the silence for? Say --rule, --scope, --entity, --tag, --attribute or --policy, or --all for every alarm");
            }
        });
    }

    public ShieldMatch Read(ParseResult result) => new()
    {
        Rules = { result.GetValue(_rules) ?? [] },
        Scopes = { (result.GetValue(_scope) ?? []).Select(scope => scope.ToUpperInvariant()) },
        Names = { result.GetValue(_entities) ?? [] },
        Tags = { Named(result.GetValue(_tags)) },
        Attributes = { Named(result.GetValue(_attributes)) },
        Policies = { result.GetValue(_policies) ?? [] },
    };

    private static Option<string[]> Glob(string name, string description, params string[] aliases) => new(name, aliases) { Description = description };

    private static IEnumerable<NamedValues> Named(IEnumerable<KeyValuePair<string, string>>? pairs) =>
        (pairs ?? []).GroupBy(pair => pair.Key).Select(group => new NamedValues { Name = group.Key, Values = { group.Select(pair => pair.Value) } });
}
