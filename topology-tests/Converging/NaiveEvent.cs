using Tocsin.V1;

namespace Tocsin.TopologyTests.Converging;

/// <summary>One thing that was asked for, and what became of it so far.</summary>
internal sealed class NaiveEvent(int number, string name)
{
    /// <summary>In the order of the log.</summary>
    public int Number => number;

    public string Name => name;

    /// <summary>Null for a manual run and for a summary.</summary>
    public Request? Request { get; init; }

    public string Key { get; init; } = "";

    public long TimeoutMs { get; init; }

    public long ReceivedMs { get; init; }

    public ProcessingStatus Status { get; set; }

    public string Reason { get; set; } = "";

    public string Outcome { get; set; } = "";

    public long StartedMs { get; set; }

    public long EndedMs { get; set; }

    public long AskedMs { get; set; }

    public long AnsweredMs { get; set; }

    /// <summary>Ran because not so many had come.</summary>
    public bool IsFree { get; set; }

    public NaiveGroup? Group { get; set; }

    /// <summary>What it saw of its group when it was judged: it isn't told again with a group that is created later.</summary>
    public string GroupTold { get; set; } = "-";

    public uint Count { get; set; }

    /// <summary>Held until the summary of this group.</summary>
    public NaiveGroup? HeldBy { get; set; }

    public string SummaryTold { get; set; } = "-";

    public bool IsOpen => Status is ProcessingStatus.Running or ProcessingStatus.Waiting or ProcessingStatus.WaitingForApproval;
}
