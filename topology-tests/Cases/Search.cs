namespace Tocsin.TopologyTests.Cases;

/// <summary>Looks through random cases for one that fails, on all processors.</summary>
internal static class Search
{
    /// <summary>Fails with the smallest case found from the lowest failing seed; <paramref name="check"/> returns what is wrong or null.</summary>
    public static void AssertNone(int count, Func<Case, string?> check) => AssertNone(count, CaseSettings.FirstSeed, check);

    /// <summary>As the other one, from a seed on.</summary>
    public static void AssertNone(int count, int first, Func<Case, string?> check)
    {
        check = OrFailure(check);
        var result = Parallel.For(0, count, (index, state) =>
        {
            if (check(RandomCase.Of(first + index)) is not null)
            {
                state.Break();
            }
        });
        if (result.LowestBreakIteration is { } failing)
        {
            Fail(first + (int)failing, check);
        }
    }

    /// <summary>A case that makes the engine throw fails too, and can be shrunk.</summary>
    private static Func<Case, string?> OrFailure(Func<Case, string?> check) => @case =>
    {
        try
        {
            return check(@case);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return exception.ToString();
        }
    };

    private static void Fail(int seed, Func<Case, string?> check)
    {
        var smallest = Shrink.ToMinimum(RandomCase.Of(seed), @case => check(@case) is not null);
        Assert.Fail($"{CaseSettings.HowToRepeat(seed)}\nShrunk to:\n{Transcript.Of(smallest)}\n{check(smallest)}");
    }
}
