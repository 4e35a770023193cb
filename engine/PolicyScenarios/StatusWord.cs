using Tocsin.V1;

namespace Tocsin.Engine.PolicyScenarios;

/// <summary>States of processing records as files of tests write them.</summary>
public static class StatusWord
{
    private static readonly Dictionary<string, ProcessingStatus> _words = Enum.GetValues<ProcessingStatus>()
        .Where(status => status != ProcessingStatus.Unspecified)
        .ToDictionary(Of);

    public static IReadOnlyDictionary<string, ProcessingStatus> All => _words;

    /// <summary>Such as "waiting-for-approval".</summary>
    public static string Of(ProcessingStatus status) =>
        string.Concat(status.ToString().Select((letter, at) => at > 0 && char.IsUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
