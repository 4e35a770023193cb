using System.Text.Json.Nodes;
using Google.Protobuf;
using Tocsin.V1;

namespace Tocsin.Cli.Silences;

/// <summary>A silence for programs.</summary>
/// <param name="Id">Empty before it is added.</param>
/// <param name="State">At the time of the report.</param>
/// <param name="For">In one line.</param>
/// <param name="Match">What it is for.</param>
/// <param name="From">Null: from its creation on.</param>
/// <param name="Until">Null: without end.</param>
/// <param name="Times">Only at these times of the week; none: always.</param>
/// <param name="By">Who made it.</param>
/// <param name="Comment">Why.</param>
/// <param name="FileName">Its name in the policies' file; null if it was made by command.</param>
/// <param name="Created">When.</param>
/// <param name="Mutes">How many alarms that are active it is for.</param>
internal sealed record ShieldReport(
    string Id,
    string State,
    string For,
    JsonNode? Match,
    string? From,
    string? Until,
    IReadOnlyList<string> Times,
    string By,
    string Comment,
    string? FileName,
    string? Created,
    int Mutes)
{
    public static ShieldReport Of(Shield shield, int mutes, long nowMs) => new(
        shield.Id,
        ShieldState.Of(shield, nowMs),
        MatchText.Of(shield.Match),
        JsonNode.Parse(JsonFormatter.Default.Format(shield.Match ?? new ShieldMatch())),
        IsoTime.TextOrNull(shield.FromMs),
        IsoTime.TextOrNull(shield.UntilMs),
        [.. shield.Times.Select(WeeklyText.Of)],
        shield.By,
        shield.Comment,
        shield.FileName.Length > 0 ? shield.FileName : null,
        IsoTime.TextOrNull(shield.CreatedMs),
        mutes);
}
