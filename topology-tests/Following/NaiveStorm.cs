using System.Globalization;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Following;

/// <summary>The storm guard, which keeps all that ever came and counts it anew for every question.</summary>
internal sealed class NaiveStorm(Func<string, string> nameOf, FollowingBug bug)
{
    private const long RememberedMs = 7L * 24 * 60 * 60_000;
    private readonly List<NaiveArrival> _came = [];
    private readonly List<NaiveCircuit> _circuits = [];
    private readonly List<Origin> _origins = [];
    private readonly List<string> _lines = [];
    private long _nowMs;

    public static string Target(PackageType type, string receiver, string package) => type == PackageType.Notification ? receiver : $"{package}/{receiver}";

    public List<string> Process(Guarded? guarded, long nowMs)
    {
        _nowMs = nowMs;
        _lines.Clear();
        Close();
        if (guarded is null || _origins.Any(seen => seen.Partition == guarded.Origin.Partition && (seen.Offset, seen.Index).CompareTo((guarded.Origin.Offset, guarded.Origin.Index)) >= 0))
        {
            return _lines;
        }

        _origins.Add(guarded.Origin);
        if (guarded.Withdrawal is { } withdrawal)
        {
            _lines.Add(FollowingLines.Withdraw(nameOf(withdrawal.RecordId), withdrawal.Reason, ""));
            return _lines;
        }

        var request = guarded.Request;
        var counted = new List<string>();
        var isEnd = request.Alarm.State is AlarmState.Recovered or AlarmState.Closed;
        var blockedBy = isEnd ? WasBlocked(request) : "";
        if (!isEnd || bug == FollowingBug.RecoveriesCounted)
        {
            var judged = Judge(guarded, counted);
            blockedBy = isEnd ? blockedBy : judged;
        }

        _came.Add(new(nowMs, guarded, blockedBy, counted));
        _lines.Add(FollowingLines.Ask(FollowingLines.Name(request.Alarm.Id, request.Policy, request.Package, request.Receiver, request.Cause, request.Round), "", "", blockedBy));
        return _lines;
    }

    private string Judge(Guarded guarded, List<string> counted)
    {
        var (request, limits, blockedBy) = (guarded.Request, guarded.Limits, "");
        foreach (var (title, limit) in new[] { ($"source:{request.Policy}/{request.Alarm.Id0}", limits.SourceLimit), ($"package:{request.Policy}/{request.Package}", limits.PackageLimit), ($"policy:{request.Policy}", limits.Limit) })
        {
            if (limit == 0 || (blockedBy.Length > 0 && bug != FollowingBug.SourceCountsForItsPolicy))
            {
                continue;
            }

            var open = _circuits.Find(circuit => circuit.Title == title && circuit.ClosedMs == 0);
            var before = Times(title).Count(timeMs => bug == FollowingBug.TimeExcludesItsEnd ? timeMs > _nowMs - WithinMs(limits) : timeMs >= _nowMs - WithinMs(limits));
            counted.Add(title);
            if (open is null && before + (bug == FollowingBug.LimitBlocksOneEarlier ? 1 : 0) >= limit)
            {
                open = new NaiveCircuit(title, _nowMs);
                _circuits.Add(open);
                var text = string.Create(CultureInfo.InvariantCulture, $"More than {limit} requests of {Subject(title, request)} within {WithinMs(limits) / 1_000} s: further ones are blocked until it is calm, for {OpenMs(limits) / 1_000} s at least.");
                _lines.AddRange(limits.Notices.Select(call => FollowingLines.Notice(call.Receiver, title, AlarmState.Firing, _nowMs, _nowMs, text)));
            }

            if (open is not null)
            {
                open.Blocked += bug == FollowingBug.BlockedNotCountedWhileOpen && open.Blocked > 0 ? 0 : 1;
                blockedBy = blockedBy.Length > 0 ? blockedBy : title;
            }
        }

        return blockedBy;
    }

    /// <summary>When all that a circuit counted came, the newest first.</summary>
    private List<long> Times(string title) => [.. _came.Where(each => each.Counted.Contains(title)).Select(each => each.TimeMs).Reverse()];

    /// <summary>Those that have been open long enough, and within whose time fewer came than may.</summary>
    private void Close()
    {
        foreach (var circuit in _circuits.Where(circuit => circuit.ClosedMs == 0))
        {
            var newest = _came.Last(each => each.Counted.Contains(circuit.Title)).Guarded;
            var (limits, times) = (newest.Limits, Times(circuit.Title));
            var limit = (int)(circuit.Title[..6] switch { "source" => limits.SourceLimit, "packag" => limits.PackageLimit, _ => limits.Limit });
            var calmMs = times.Count >= limit && bug != FollowingBug.ClosesWithoutCalm ? times[limit - 1] + WithinMs(limits) + 1 : 0;
            var closedMs = Math.Max((bug == FollowingBug.OpenTimeMoves ? times[0] : circuit.OpenedMs) + OpenMs(limits), calmMs);
            if (closedMs > _nowMs)
            {
                continue;
            }

            circuit.ClosedMs = closedMs;
            var text = string.Create(CultureInfo.InvariantCulture, $"It is calm again: within {(closedMs - circuit.OpenedMs) / 1_000} s {circuit.Blocked} requests of {Subject(circuit.Title, newest.Request)} were blocked.");
            _lines.AddRange(limits.RecoveryNotices.Select(call => FollowingLines.Notice(call.Receiver, circuit.Title, AlarmState.Recovered, circuit.OpenedMs, closedMs, text)));
        }
    }

    /// <summary>The circuit that kept the episode from the target, if that is all that ever happened to it since something passed.</summary>
    private string WasBlocked(Request request)
    {
        var blocked = "";
        var sinceMs = 0L;
        foreach (var arrival in _came.Where(each => IsSame(each.Guarded.Request, request)))
        {
            blocked = sinceMs + RememberedMs <= arrival.TimeMs ? "" : blocked;
            if (arrival.BlockedBy.Length == 0 || arrival.Guarded.Request.Alarm.State is AlarmState.Recovered or AlarmState.Closed)
            {
                blocked = "";
            }
            else if (blocked.Length == 0 && (!arrival.Guarded.ToldBefore || bug == FollowingBug.ToldBeforeIgnored))
            {
                (blocked, sinceMs) = (arrival.BlockedBy, arrival.TimeMs);
            }
        }

        var isRemembered = blocked.Length > 0 && sinceMs + RememberedMs > _nowMs && bug != FollowingBug.BlockedRecoveryPasses;
        return isRemembered ? blocked : bug == FollowingBug.PassedRecoveryBlocked && _circuits.Find(each => each.ClosedMs == 0) is { } open ? open.Title : "";
    }

    private static bool IsSame(Request left, Request right) => left.Alarm.EpisodeId.Length > 0
        && (left.Policy, left.Alarm.EpisodeId, Target(left.Type, left.Receiver, left.Package)) == (right.Policy, right.Alarm.EpisodeId, Target(right.Type, right.Receiver, right.Package));

    private static string Subject(string title, Request request) => title[..6] switch
    {
        "source" => $"policy '{request.Policy}' for {title[(title.IndexOf('/', StringComparison.Ordinal) + 1)..]}",
        "packag" => $"policy '{request.Policy}' for package '{title[(title.IndexOf('/', StringComparison.Ordinal) + 1)..]}'",
        _ => $"policy '{request.Policy}'",
    };

    private static long WithinMs(StormLimits limits) => (limits.WithinSeconds == 0 ? 60 : limits.WithinSeconds) * 1_000L;

    private static long OpenMs(StormLimits limits) => (limits.OpenSeconds == 0 ? 300 : limits.OpenSeconds) * 1_000L;
}
