using Google.Protobuf;
using Tocsin.Engine.Convergence;
using Tocsin.V1;

namespace Tocsin.Engine.Storms;

/// <summary>
/// Counts requests of a policy, of one entity in it, or of one package in it. It opens with the first that is one too many within the time, and
/// closes when it has been open long enough and fewer than may have come within the time. Both ends of the time belong to it.
/// </summary>
internal sealed class Circuit(string policy, CircuitKind kind, string name) : Tracked
{
    /// <summary>The newest, no more than the limit: whether there were more within the time, the oldest of them tells.</summary>
    private readonly Queue<long> _came = new();

    public string Policy => policy;

    public CircuitKind Kind => kind;

    public string Name => name;

    /// <summary>As requests name it that are blocked: "source:slow/checkout-1".</summary>
    public string Title => kind switch
    {
        CircuitKind.Source => $"source:{policy}/{name}",
        CircuitKind.Package => $"package:{policy}/{name}",
        _ => $"policy:{policy}",
    };

    /// <summary>Of the newest request.</summary>
    public StormLimits Limits { get; private set; } = new();

    public string Business { get; private set; } = "";

    public AlarmLevel Level { get; private set; }

    public long OpenedMs { get; private set; }

    public bool IsOpen => OpenedMs > 0;

    /// <summary>Since it is open.</summary>
    public uint Blocked { get; private set; }

    /// <summary>The id of its notice; empty if there is none.</summary>
    public string NoticeId { get; set; } = "";

    /// <summary>When it closes; or if it is closed, when it is as if nothing ever came.</summary>
    public long NextDueMs
    {
        get
        {
            var calmMs = (IsOpen ? _came.Count < Limit ? 0 : _came.Peek() : NewestMs) + StormBounds.WithinMs(Limits) + 1;
            return IsOpen ? Math.Max(OpenedMs + StormBounds.OpenMs(Limits), calmMs) : calmMs;
        }
    }

    private long NewestMs { get; set; }

    private uint Limit => Math.Max(1, StormBounds.Limit(Limits, kind));

    /// <summary>One more comes. Returns whether it is blocked, and whether the circuit opens with it.</summary>
    public (bool IsBlocked, bool Opens) Count(Guarded guarded, long nowMs)
    {
        (Limits, Business, Level) = (guarded.Limits, guarded.Request.Business, guarded.Request.Level);
        while (_came.Count > Limit || (_came.Count > 0 && _came.Peek() < nowMs - StormBounds.WithinMs(Limits)))
        {
            _came.Dequeue();
        }

        var opens = !IsOpen && _came.Count == Limit;
        OpenedMs = opens ? nowMs : OpenedMs;
        Blocked += IsOpen ? 1u : 0;
        Add(nowMs);
        return (IsOpen, opens);
    }

    public void Close()
    {
        OpenedMs = 0;
        Blocked = 0;
        NoticeId = "";
    }

    internal override byte[] Key() => SavedKey.OfCircuit(Number);

    internal override byte[] Encode() => new SavedCircuit
    {
        Number = Number,
        Policy = policy,
        Kind = kind,
        Name = name,
        Limits = Limits,
        Business = Business,
        Level = Level,
        CameMs = { _came },
        OpenedMs = OpenedMs,
        Blocked = Blocked,
        NoticeId = NoticeId,
    }.ToByteArray();

    public static Circuit Decode(SavedCircuit saved)
    {
        var circuit = new Circuit(saved.Policy, saved.Kind, saved.Name)
        {
            Number = saved.Number,
            Limits = saved.Limits,
            Business = saved.Business,
            Level = saved.Level,
            OpenedMs = saved.OpenedMs,
            Blocked = saved.Blocked,
            NoticeId = saved.NoticeId,
            IsSaved = true,
        };
        foreach (var timeMs in saved.CameMs)
        {
            circuit._came.Enqueue(timeMs);
            circuit.NewestMs = timeMs;
        }

        return circuit;
    }

    private void Add(long nowMs)
    {
        if (_came.Count == Limit)
        {
            _came.Dequeue();
        }

        _came.Enqueue(nowMs);
        NewestMs = nowMs;
    }
}
