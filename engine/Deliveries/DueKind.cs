namespace Tocsin.Engine.Deliveries;

/// <summary>What is to be done with deliveries that are due.</summary>
public enum DueKind
{
    /// <summary>They go out now, in one message.</summary>
    Send,

    /// <summary>They are to be put together into one message, which goes out once the log says so.</summary>
    Bundle,

    /// <summary>They are too old and are given up.</summary>
    Expire,

    /// <summary>They are of no use any more: the time is over that their errand allows.</summary>
    TooLate,
}
