namespace Tocsin.TopologyTests.Simulation;

/// <summary>Decides at every step of an instance whether it crashes there, and which of its requests fail.</summary>
internal sealed class Mischief(Random random)
{
    private const double FailureChance = 0.02;
    private int? _stepsToCrash;
    private string? _stepToCrash;
    private (int Steps, Action GoOn)? _holdUp;

    /// <summary>False: from now on everything goes well.</summary>
    public bool IsOn { get; set; } = true;

    /// <summary>The instance that does the n-th step from now crashes there.</summary>
    public void CrashIn(int steps) => _stepsToCrash = steps;

    /// <summary>Nobody crashes or is held up.</summary>
    public void SpareAll()
    {
        _stepsToCrash = null;
        _holdUp = null;
    }

    /// <summary>The instance that next does this step crashes there.</summary>
    public void CrashAt(string step) => _stepToCrash = step;

    /// <summary>The instance that does the n-th step from now is held up there, in the midst of what it does, while the world goes on.</summary>
    public void HoldUpIn(int steps, Action goOn) => _holdUp = (steps, goOn);

    /// <summary>A step is about to be done, or was just done.</summary>
    public void Step(string name)
    {
        if (_holdUp is var (stepsToHoldUp, goOn))
        {
            _holdUp = stepsToHoldUp > 0 ? (stepsToHoldUp - 1, goOn) : null;
            if (stepsToHoldUp == 0)
            {
                goOn();
            }
        }

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
