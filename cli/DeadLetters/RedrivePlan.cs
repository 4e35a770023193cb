namespace Tocsin.Cli.DeadLetters;

/// <summary>What would go back and what would not.</summary>
internal sealed record RedrivePlan(IReadOnlyList<Redrive> Going, IReadOnlyList<(Letter Letter, Skip Skip)> Skipped)
{
    /// <summary>Everything that doesn't go needn't.</summary>
    public bool IsFine => Skipped.All(skipped => skipped.Skip.IsFine);
}
