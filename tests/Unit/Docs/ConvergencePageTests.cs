using System.Reflection;
using System.Text.RegularExpressions;
using Tocsin.Engine.Convergence;
using Tocsin.Engine.Episodes;
using Tocsin.Unit.Architecture;
using Tocsin.V1;

namespace Tocsin.Unit.Docs;

/// <summary>docs/convergence.md explains every word that records and stories use, and no other.</summary>
public partial class ConvergencePageTests
{
    [Fact]
    public void Reasons_OfThePage_AreThoseOfTheCode()
    {
        var written = Reason().Matches(Page()).Select(match => (match.Groups[1].Value, match.Groups[2].Value)).Order();

        var withdrawals = Words(typeof(WithdrawalReason)).Select(word => (word, "SKIPPED"));
        Assert.Equal(Decisions().Select(decision => (decision.Reason, Name(decision.Status))).Concat(withdrawals).Distinct().Order(), written);
    }

    [Fact]
    public void LinesOfStories_OfThePage_AreThoseOfTheCode()
    {
        var table = Page()[Page().IndexOf("| line |", StringComparison.Ordinal)..];

        Assert.Equal(Words(typeof(StoryReason)).Order(StringComparer.Ordinal), Line().Matches(table).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Statuses_OfThePage_AreThoseOfTheCode()
    {
        var page = Page();
        var table = page[page.IndexOf("| status | meaning |", StringComparison.Ordinal)..page.IndexOf("## Reasons", StringComparison.Ordinal)];
        var written = table.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1).SelectMany(line => line.Split('|')[1].Split(',')).Select(word => word.Trim());

        Assert.Equal(Enum.GetValues<ProcessingStatus>().Where(status => status != ProcessingStatus.Unspecified).Select(Name), written);
    }

    /// <summary>Everything that makes a decision, with whatever it asks for.</summary>
    private static IEnumerable<Decision> Decisions()
    {
        const BindingFlags ofType = BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var constant = typeof(Decision).GetProperties(ofType).Select(property => property.GetValue(null)!);
        var made = typeof(Decision).GetMethods(ofType).Where(method => method.ReturnType == typeof(Decision) && !method.IsSpecialName && method.Name is not (nameof(Decision.Withdrawn) or nameof(Decision.Unable)))
            .Select(method => method.Invoke(null, [.. method.GetParameters().Select(Argument)])!);
        return constant.Concat(made).Cast<Decision>();
    }

    private static object Argument(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(string) ? "x" : parameter.ParameterType == typeof(uint) ? 1u : Activator.CreateInstance(parameter.ParameterType)!;

    private static IEnumerable<string> Words(Type type) => type.GetFields().Select(field => (string)field.GetRawConstantValue()!);

    private static string Name(ProcessingStatus status) => Capital().Replace(status.ToString(), "_$1").ToUpperInvariant();

    private static string Page() => string.Join('\n', Checkout.Lines("docs/convergence.md"));

    [GeneratedRegex("^\\| `([a-z-]+)` \\| ([A-Z_]+) \\|", RegexOptions.Multiline)]
    private static partial Regex Reason();

    [GeneratedRegex("^\\| `([a-z-]+)` \\| [^|]+\\|$", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex("(?<!^)([A-Z])")]
    private static partial Regex Capital();
}
