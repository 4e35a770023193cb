namespace Tocsin.Engine.Convergence;

/// <summary>What a partition remembers, kind by kind.</summary>
public readonly record struct ActionCounts
{
    /// <summary>All of them, those that are over for a while included.</summary>
    public int Episodes { get; init; }

    /// <summary>Episodes that go on, and that nobody has acknowledged.</summary>
    public int Active { get; init; }

    /// <summary>Episodes that go on, and that somebody has acknowledged.</summary>
    public int Acknowledged { get; init; }

    /// <summary>Shields that are not over.</summary>
    public int Shields { get; init; }

    /// <summary>All circuits that have counted something lately.</summary>
    public int Circuits { get; init; }

    public int OpenCircuits { get; init; }

    /// <summary>Who wasn't told because of a circuit.</summary>
    public int Blocked { get; init; }

    /// <summary>Records that run or wait.</summary>
    public int Open { get; init; }

    /// <summary>Groups that a request can join, and what is counted for one.</summary>
    public int Groups { get; init; }
}
