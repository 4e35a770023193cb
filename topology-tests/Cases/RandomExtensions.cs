namespace Tocsin.TopologyTests.Cases;

/// <summary>Choices of a random case.</summary>
internal static class RandomExtensions
{
    public static bool Chance(this Random random, double probability) => random.NextDouble() < probability;

    public static T Pick<T>(this Random random, params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];

    /// <summary>Both ends included.</summary>
    public static int Between(this Random random, int low, int high) => random.Next(low, high + 1);
}
