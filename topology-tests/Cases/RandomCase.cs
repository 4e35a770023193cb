namespace Tocsin.TopologyTests.Cases;

/// <summary>The case of a seed, the same in every process.</summary>
internal static class RandomCase
{
    public static Case Of(int seed)
    {
        var random = new Random(seed);
        var ruleSets = new RandomRules(random).Next();
        return new(ruleSets, new RandomRecords(random, ruleSets).Next());
    }
}
