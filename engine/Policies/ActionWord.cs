using Tocsin.V1;

namespace Tocsin.Engine.Policies;

/// <summary>The actions of a defense as settings write them.</summary>
public static class ActionWord
{
    private static readonly Dictionary<string, DefenseAction> _actions = new()
    {
        ["skip-after-success"] = DefenseAction.SkipAfterSuccess,
        ["skip-during-execution"] = DefenseAction.SkipDuringExecution,
        ["wait-during-execution"] = DefenseAction.WaitDuringExecution,
        ["defense-approval"] = DefenseAction.DefenseApproval,
        ["summarise"] = DefenseAction.Summarise,
        ["skip-after-exceed"] = DefenseAction.SkipAfterExceed,
    };

    public static IReadOnlyDictionary<string, DefenseAction> All => _actions;
}
