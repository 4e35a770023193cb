using Tocsin.TopologyTests.Cases;

namespace Tocsin.TopologyTests.Converging;

/// <summary>Looks through random cases for one that fails, on all processors, and takes from it what it doesn't need in order to fail.</summary>
internal static class DefenseSearch
{
    public static void AssertNone(int count, Func<DefenseCase, string?> check) => AssertNone(count, RandomDefense.Of, check);

    public static void AssertNone(int count, Func<int, DefenseCase> caseOf, Func<DefenseCase, string?> check)
    {
        check = OrFailure(check);
        var first = CaseSettings.FirstSeed;
        var result = Parallel.For(0, count, (index, state) =>
        {
            if (check(caseOf(first + index)) is not null)
            {
                state.Break();
            }
        });
        if (result.LowestBreakIteration is { } failing)
        {
            var smallest = Shrink(caseOf(first + (int)failing), check);
            Assert.Fail($"{CaseSettings.HowToRepeat(first + (int)failing)}\nShrunk to:\n{Transcript(smallest)}\n{check(smallest)}");
        }
    }

    private static Func<DefenseCase, string?> OrFailure(Func<DefenseCase, string?> check) => @case =>
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

    private static DefenseCase Shrink(DefenseCase @case, Func<DefenseCase, string?> check)
    {
        for (var index = @case.Records.Length - 1; index >= 0; index--)
        {
            var smaller = @case with { Records = @case.Records.RemoveAt(index) };
            @case = check(smaller) is null ? @case : smaller;
        }

        return @case;
    }

    private static string Transcript(DefenseCase @case) => $"at most {@case.MaxWaiting} wait\n{string.Join('\n', @case.Records.Select((record, index) => $"#{index} at {record.TimestampMs}: {record.Body}"))}";
}
