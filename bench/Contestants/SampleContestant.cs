namespace Tocsin.Benchmarks.Contestants;

/// <summary>One that takes decoded samples, so that checks can be told from samples.</summary>
internal abstract class SampleContestant : Contestant
{
    /// <summary>Moves the clock to the minute and does the checks that fell due.</summary>
    public abstract void Check(int minute);

    /// <summary>Takes the samples of the minute.</summary>
    public abstract void Take(int minute);

    public override void Run(int minute)
    {
        Check(minute);
        Take(minute);
    }
}
