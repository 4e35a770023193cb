using System.Globalization;
using System.Text;
using Tocsin.Engine.Origins;
using Tocsin.V1;

namespace Tocsin.Engine.Convergence;

/// <summary>The ids of records, groups and summaries, the same whenever they are derived.</summary>
public static class RecordId
{
    public static string Of(Request request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (alarm, round) = (request.Alarm?.Id ?? "", request.Round.ToString(CultureInfo.InvariantCulture));
        return request.Cause.Length == 0
            ? Of("request", alarm, request.Policy, request.Package, request.Receiver, round)
            : Of("request", alarm, request.Policy, request.Package, request.Receiver, round, request.Cause);
    }

    public static string Of(ManualRun run) => Of("manual", run.Id);

    /// <param name="key">What the members have in common.</param>
    /// <param name="creator">The record that creates the group, or of a merged one the group.</param>
    /// <param name="offset">Where in the partition that happens: a record may be asked for again, and create another group.</param>
    internal static string OfGroup(string key, string creator, long offset) => Of("group", key, creator, offset.ToString(CultureInfo.InvariantCulture));

    internal static string OfSummary(string groupId) => Of("summary", groupId);

    private static string Of(params ReadOnlySpan<string> parts)
    {
        var bytes = new byte[parts.Length][];
        for (var i = 0; i < parts.Length; i++)
        {
            bytes[i] = Encoding.UTF8.GetBytes(parts[i]);
        }

        return DerivedId.Of(bytes);
    }
}
