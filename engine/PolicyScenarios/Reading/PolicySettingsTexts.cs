using System.Collections.Immutable;
using Tocsin.Engine.Policies;
using Tocsin.Engine.Routing;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Rules.Reading;
using Tocsin.Engine.Scenarios;

namespace Tocsin.Engine.PolicyScenarios.Reading;

/// <summary>Reads the settings that a file of tests holds or names, and keeps their problems.</summary>
/// <param name="text">Of the file.</param>
/// <param name="file">Its name.</param>
/// <param name="find">Gives the settings file of a path as written in the file, null if there is none.</param>
internal sealed class PolicySettingsTexts(string text, string file, Func<string, SettingsText?> find)
{
    private const string FileSuffix = "-file";
    private readonly List<Problem> _problems = [];
    private bool _isMissing;

    public static IReadOnlyCollection<string> Keys { get; } = ["rules", "rules-file", "dispatch", "dispatch-file", "policies", "policies-file"];

    public IEnumerable<Problem> Problems => _problems;

    /// <summary>Null after an error.</summary>
    public (RuleSet? Rules, RoutingSettings Dispatch, PolicyBook Book)? Read(Section section)
    {
        var rulesTexts = Texts(section, "rules");
        var dispatchTexts = Texts(section, "dispatch");
        var policiesTexts = Texts(section, "policies");
        if (rulesTexts.Length > 1 || dispatchTexts.Length > 1)
        {
            section.Problems.Error(section.At(rulesTexts.Length > 1 ? "rules-file" : "dispatch-file"), "wrong-type", "this is one file; only policies may be in several");
            return null;
        }

        var dispatch = dispatchTexts.IsEmpty ? null : Kept(RoutingReader.Read(dispatchTexts[0].Text, dispatchTexts[0].File));
        var rules = rulesTexts.IsEmpty ? null : Kept(SettingsReader.Read(rulesTexts[0].Text, rulesTexts[0].File, dispatch?.Others));
        if (_isMissing || (dispatch is null && !dispatchTexts.IsEmpty) || (rules is null && !rulesTexts.IsEmpty))
        {
            return null;
        }

        var own = dispatch ?? RoutingSettings.Empty;
        return policiesTexts.IsEmpty ? (rules, own, PolicyBook.BuiltIn)
            : Kept(PoliciesReader.Read([.. policiesTexts.Select(each => (each.Text, each.File))], Known(rules, own))) is { } book ? (rules, own, book)
            : null;
    }

    /// <summary>A test says who there is, so whoever isn't among them is an error.</summary>
    private static KnownSettings Known(RuleSet? rules, RoutingSettings own) =>
        new(new Router(rules?.Hooks ?? [], own), rules is null ? null : [.. rules.Rules.Select(rule => rule.Name), .. rules.Composites.Select(rule => rule.Name)]);

    private ImmutableArray<SettingsText> Texts(Section section, string key)
    {
        if (section.Find(key) is { } inline)
        {
            if (section.Has(key + FileSuffix))
            {
                section.Problems.Error(section.KeyOf(key + FileSuffix)!, "several-settings", $"settings stand in '{key}' or in '{key}{FileSuffix}', not in both");
            }

            var start = TextExtent.Offset(text, inline.Line, inline.Column);
            return [new SettingsText(file, TextExtent.Only(text, [(start, TextExtent.EndOfNode(text, inline.Line, inline.Column))]))];
        }

        var texts = ImmutableArray.CreateBuilder<SettingsText>();
        foreach (var path in section.Texts(key + FileSuffix))
        {
            if (find(path.Text) is { } found)
            {
                texts.Add(found);
            }
            else
            {
                _isMissing = true;
                section.Problems.Error(path, "no-such-file", $"there is no settings file '{path.Text}'; the path is relative to this file");
            }
        }

        return texts.ToImmutable();
    }

    private RuleSet? Kept(ReadSettings read)
    {
        Keep(read.Problems);
        return read.RuleSet;
    }

    private RoutingSettings? Kept(ReadRouting read)
    {
        Keep(read.Problems);
        return read.Settings;
    }

    private PolicyBook? Kept(ReadPolicies read)
    {
        Keep(read.Problems);
        return read.Book;
    }

    /// <summary>Warnings about another file are left to its own check.</summary>
    private void Keep(IEnumerable<Problem> problems) => _problems.AddRange(problems.Where(problem => problem.Severity == Severity.Error || problem.File == file));
}
