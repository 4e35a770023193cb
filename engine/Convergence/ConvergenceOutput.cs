using Tocsin.V1;

namespace Tocsin.Engine.Convergence;

/// <summary>What follows from one record of the actions topic.</summary>
public sealed class ConvergenceOutput
{
    /// <summary>New states for the ledger, in order.</summary>
    public List<ProcessingRecord> Records { get; } = [];

    public List<ActionCommand> Commands { get; } = [];

    /// <summary>Groups that were created or have ended.</summary>
    public List<ConvergenceGroup> Groups { get; } = [];

    public List<StoryLine> Stories { get; } = [];

    /// <summary>For the actions topic itself, of any partition.</summary>
    public List<KeyedAction> Actions { get; } = [];

    public void Clear()
    {
        Records.Clear();
        Commands.Clear();
        Groups.Clear();
        Stories.Clear();
        Actions.Clear();
    }
}
