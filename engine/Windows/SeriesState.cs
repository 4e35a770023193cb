namespace Tocsin.Engine.Windows;

/// <summary>The windows of one entity for one metric.</summary>
internal struct SeriesState
{
    /// <summary>Position of the metric in the plan; -1 where there is no series.</summary>
    public int Metric;

    public int FirstWindow;

    /// <summary>The next metric of the same entity.</summary>
    public int Next;

    public static SeriesState None => new() { Metric = -1, FirstWindow = -1, Next = -1 };

    public readonly bool Exists => Metric >= 0;
}
