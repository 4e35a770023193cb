namespace Tocsin.TopologyTests.Simulation;

/// <summary>Decides at every step of an instance whether it crashes there, and which of its requests fail.</summary>
internal sealed class Mischief(Random random)
{
    private const double FailureChance = 0.02;
    private int? _stepsToCrash;
    private string? _stepToCrash;

    /// <summary>False: from now on everything goes well.</summary>
    public bool IsOn { get; set; } = true;

    /// <summary>The instance that does the n-th step from now crashes there.</summary>
    public void CrashIn(int steps) => _stepsToCrash = steps;

    public void CrashNowhere() => _stepsToCrash = null;

    /// <summary>The instance that next does this step crashes there.</summary>
    public void CrashAt(string step) => _stepToCrash = step;

    /// <summary>A step is about to be done, or was just done.</summary>
    public void Step(string name)
    {
        if (name == _stepToCrash)
        {
            _stepToCrash = null;
            throw new SimulatedCrashException(name);
        }

        if (_stepsToCrash is not { } left)
        {
            return;
        }

        _stepsToCrash = left - 1;
        if (left == 0)
        {
            _stepsToCrash = null;
            throw new SimulatedCrashException(name);
        }
    }

    public bool Fails() => IsOn && random.NextDouble() < FailureChance;
}
