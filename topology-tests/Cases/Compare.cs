using Tocsin.Engine.Detection;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Cases;

/// <summary>Runs a case twice and looks for the first record they disagree about.</summary>
internal static class Compare
{
    /// <summary>Null if they agree throughout.</summary>
    public static Difference? Find(Case @case, IRun expected, IRun actual)
    {
        var ids = new AgreedIds();
        for (var index = 0; index < @case.Records.Length; index++)
        {
            var (alarms, rejections) = expected.Process(@case.Records[index]);
            if (Find(alarms, rejections, actual, @case.Records[index], ids) is { } text)
            {
                return new(index, text);
            }
        }

        return null;
    }

    public static string? Alarms(IReadOnlyList<AlarmMessage> expected, IReadOnlyList<AlarmMessage> actual, AgreedIds ids)
    {
        for (var index = 0; index < Math.Max(expected.Count, actual.Count); index++)
        {
            if (index >= expected.Count || index >= actual.Count || !Key(expected[index], expected[index]).Equals(Key(actual[index], expected[index])))
            {
                return $"alarm {index} of {expected.Count} expected and {actual.Count} actual differs\nexpected:\n"
                    + $"{Transcript.Of(expected.Skip(index).Take(1))}actual:\n{Transcript.Of(actual.Skip(index).Take(1))}";
            }

            if (ids.Compare(expected[index], actual[index]) is { } problem)
            {
                return $"{problem}\n{Transcript.Of(actual)}";
            }
        }

        return null;
    }

    private static string? Find(
        IReadOnlyList<AlarmMessage> alarms, IReadOnlyList<RejectReason> rejections, IRun actual, CaseRecord record, AgreedIds ids)
    {
        var (actualAlarms, actualRejections) = actual.Process(record);
        return !rejections.SequenceEqual(actualRejections)
            ? $"rejections differ\nexpected: {string.Join(", ", rejections)}\nactual: {string.Join(", ", actualRejections)}"
            : Alarms(alarms, actualAlarms, ids);
    }

    /// <summary>The alarm without what only its run knows.</summary>
    private static AlarmMessage Key(AlarmMessage alarm, AlarmMessage named) => new(alarm) { Id = named.Id, EpisodeId = named.EpisodeId, Origin = null };
}
