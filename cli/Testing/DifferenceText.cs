using Tocsin.Engine.Scenarios;

namespace Tocsin.Cli.Testing;

/// <summary>A difference for people: one line that says what, and lines below that say why.</summary>
internal static class DifferenceText
{
    public static string Title(Difference difference) => difference.Kind switch
    {
        DifferenceKind.MissingAlarm or DifferenceKind.MissingDecision => $"missing: {difference.What}",
        DifferenceKind.UnexpectedAlarm or DifferenceKind.UnexpectedDecision => $"unexpected: {difference.What}",
        DifferenceKind.DifferentAlarm or DifferenceKind.DifferentDecision => $"different: {difference.What}",
        DifferenceKind.Impossible => difference.What,
        DifferenceKind.MissingRejection => $"not rejected: {difference.What}",
        _ => $"rejected unexpectedly: {difference.What}",
    };

    public static IEnumerable<string> Details(Difference difference) => difference.Fields
        .SelectMany(field => new[] { $"{field.Field}: expected {field.Expected}", $"{new string(' ', field.Field.Length)}  actual   {field.Actual}" })
        .Concat(difference.Reasons);
}
