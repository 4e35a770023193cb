using Tocsin.V1;

namespace Tocsin.Cli.Records;

/// <summary>Where a processing record stands, in one word.</summary>
internal static class ProcessingWord
{
    public const int Width = 8;

    private static readonly Dictionary<string, ProcessingStatus> _statuses = Enum.GetValues<ProcessingStatus>()
        .Where(status => status != ProcessingStatus.Unspecified)
        .ToDictionary(status => Of(status).ToLowerInvariant());

    /// <summary>What options take.</summary>
    public static string[] All => [.. _statuses.Keys];

    public static ProcessingStatus Status(string word) => _statuses[word];

    public static string Of(ProcessingStatus status) => status switch
    {
        ProcessingStatus.WaitingForApproval => "APPROVAL",
        ProcessingStatus.Unspecified => "?",
        _ => status.ToString().ToUpperInvariant(),
    };

    public static string Painted(ProcessingStatus status, Terminal terminal) => Paint(status, terminal)(Of(status).PadRight(Width));

    public static Func<string, string> Paint(ProcessingStatus status, Terminal terminal) => status switch
    {
        ProcessingStatus.Success => terminal.Green,
        ProcessingStatus.Failure or ProcessingStatus.Blocked => terminal.Red,
        ProcessingStatus.Partial or ProcessingStatus.Waiting or ProcessingStatus.WaitingForApproval => terminal.Yellow,
        _ => text => text,
    };
}
