using System.Collections.Immutable;
using Tocsin.Engine.Composites;
using Tocsin.Engine.Rules.Yaml;

namespace Tocsin.Engine.Rules.Reading;

/// <summary>Reads one entry of "composite-rules", once all rules are known.</summary>
internal sealed class CompositeReader(
    FileDefaults defaults,
    AnnouncementReader announcements,
    DeclaredRules rules,
    IReadOnlyCollection<string> composites,
    Problems problems)
{
    private static readonly string[] _keys = ["expression", .. AnnouncementReader.Keys];

    /// <summary>Null after an error in the expression.</summary>
    public CompositeRule? Read(YamlScalar name, YamlNode value)
    {
        RuleName.Check(name, problems);
        if (rules.Declaration(name.Text) is { } rule)
        {
            problems.Error(name, "duplicate-name", $"line {rule.Line} has a rule of the name '{name.Text}'");
        }

        if (Section.Open(name, value, $"composite rule {name.Text}", _keys, problems) is not { } section)
        {
            return null;
        }

        var text = section.Required("expression");
        var expression = text is null ? null : Parse(text);
        var parts = text is null || expression is null ? null : Parts(text, expression);
        var announcement = announcements.Read(section, name.Text, parts?.Max(part => rules[part].Announcement.SilencePeriod) ?? 0);
        var onArrival = section.Choice("evaluate", Choices.Evaluate) ?? defaults.OnArrival;
        if (parts is null)
        {
            return null;
        }

        CompositeWarnings.Check(expression!, text!, problems);
        return new()
        {
            Name = name.Text,
            ExpressionText = expression!.Text,
            Expression = expression.Root!,
            Parts = parts.Value,
            OnArrival = onArrival,
            Announcement = announcement,
            Fingerprint = Fingerprint.OfComposite(name.Text, expression.Text),
        };
    }

    private ParsedExpression? Parse(YamlScalar text)
    {
        var parsed = ExpressionParser.Parse(text.Text);
        if (parsed.Trouble is not var (offset, message))
        {
            return parsed;
        }

        problems.Error(text.Line, text.ColumnOf(offset), "bad-composite", $"{message} (character {offset + 1} of the expression)");
        return null;
    }

    private ImmutableArray<int>? Parts(YamlScalar text, ParsedExpression expression)
    {
        var parts = ImmutableArray.CreateBuilder<int>();
        var scopes = new List<(string Name, string Scope)>();
        foreach (var (name, offset) in expression.Parts)
        {
            if (Refusal(name, scopes) is var (code, message))
            {
                problems.Error(text.Line, text.ColumnOf(offset), code, message);
            }
            else if (rules.IndexOf(name) is { } index)
            {
                parts.Add(index);
            }
        }

        return parts.Count == expression.Parts.Length ? parts.ToImmutable() : null;
    }

    /// <summary>Why the rule can't be a part; the scopes are those of the parts so far.</summary>
    private (string Code, string Message)? Refusal(string name, List<(string Name, string Scope)> scopes)
    {
        if (composites.Contains(name))
        {
            return ("part-is-composite", $"'{name}' is a composite rule itself; the parts of one are rules");
        }

        if (rules.Declaration(name) is null)
        {
            return ("unknown-part", $"no rule '{name}' in this file{Spelling.Hint(name, rules.Names)}");
        }

        if (rules.IndexOf(name) is not { } index || MetricScope.Of(rules[index].Metric) is not { } scope)
        {
            return null;
        }

        scopes.Add((name, scope));
        return scopes[0].Scope == scope
            ? null
            : ("parts-of-different-scopes", $"'{name}' watches a {scope}, '{scopes[0].Name}' a {scopes[0].Scope}: they never have an entity in common");
    }
}
