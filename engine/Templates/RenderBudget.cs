using HandlebarsDotNet;

namespace Tocsin.Engine.Templates;

/// <summary>What one rendering may use up. Loops within loops over thousands of alarms would never end otherwise.</summary>
internal sealed class RenderBudget
{
    internal const int MaxSteps = 250_000;
    internal const int MaxLetters = 262_144;

    private int _steps;

    /// <summary>Taken for every value a template looks at.</summary>
    public void TakeStep()
    {
        if (++_steps > MaxSteps)
        {
            throw new HandlebarsException($"the template looks at more than {MaxSteps} values");
        }
    }
}
