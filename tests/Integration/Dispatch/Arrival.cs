using System.Collections.Immutable;
using System.Text.Json;

namespace Tocsin.Integration.Dispatch;

/// <summary>A request that came to a receiver.</summary>
/// <param name="Receiver">The first part of its path.</param>
/// <param name="Id">Its webhook-id.</param>
/// <param name="Body">As it came.</param>
/// <param name="AtMs">When.</param>
internal sealed record Arrival(string Receiver, string Id, string Body, long AtMs)
{
    /// <summary>The ids of the alarms it tells, if it is an array of alarms.</summary>
    public ImmutableArray<string> Alarms { get; } = AlarmsOf(Body);

    /// <summary>All of it: address, headers and body.</summary>
    public string Request { get; init; } = "";

    public override string ToString() => $"{AtMs} {Receiver} {Id}: {string.Join(' ', Alarms)}";

    private static ImmutableArray<string> AlarmsOf(string body)
    {
        if (!body.StartsWith('['))
        {
            return [];
        }

        using var json = JsonDocument.Parse(body);
        return [.. json.RootElement.EnumerateArray().Select(alarm => alarm.GetProperty("id").GetString()!)];
    }
}
