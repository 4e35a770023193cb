using Tocsin.Engine.Policies;
using Tocsin.V1;

namespace Tocsin.Cli.Packages;

/// <summary>A package and how often it ran.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Who executes it; null for one that only records know.</param>
/// <param name="IsBuiltIn">It is always there.</param>
/// <param name="IsEnabled">Null for one that only records know.</param>
/// <param name="Receiver">Who is called, for callbacks.</param>
/// <param name="Description">What it does.</param>
/// <param name="TimeoutSeconds">How long it may run; null for one that only records know.</param>
/// <param name="Retries">How often its executor may try again.</param>
/// <param name="Runs">How often it ran.</param>
internal sealed record PackageReport(string Name, string? Type, bool IsBuiltIn, bool? IsEnabled, string? Receiver, string Description, uint? TimeoutSeconds, uint? Retries, int Runs)
{
    /// <summary>Those of the book in its order, then what else ran.</summary>
    public static IReadOnlyList<PackageReport> Of(PolicyBook book, IReadOnlyDictionary<string, int> runs) =>
    [
        .. book.Packages.Select(package => Of(package, runs.GetValueOrDefault(package.Name))),
        .. runs.Where(each => book.Find(each.Key) is null).OrderBy(each => each.Key, StringComparer.Ordinal)
            .Select(each => new PackageReport(each.Key, null, false, null, null, "not among these policies; known from records", null, null, each.Value)),
    ];

    private static PackageReport Of(Package package, int runs) => new(
        package.Name,
        package.Type == PackageType.Unspecified ? "" : EnumWord.Of(package.Type),
        package.IsDefault,
        package.IsEnabled,
        package.Receiver.Length > 0 ? package.Receiver : null,
        package.Description.Length > 0 ? package.Description : package.IsDefault ? BuiltIn(package.Name) : "",
        package.TimeoutSeconds,
        package.Retries,
        runs);

    private static string BuiltIn(string name) => name switch
    {
        PackageNames.Firing => "tells that an alarm fires",
        PackageNames.Recovered => "tells that it has recovered",
        PackageNames.NoData => "tells that its data has ended",
        PackageNames.Closed => "tells that nobody can say any more",
        _ => "",
    };
}
