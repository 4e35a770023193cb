using Tocsin.V1;

namespace Tocsin.Cli.Records;

/// <summary>Looks at a processing record until it is as wanted.</summary>
internal static class RecordWait
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Longer than an instance takes to take over from another.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    /// <summary>Null if it wasn't so in a minute, or before being told to stop.</summary>
    public static ProcessingRecord? For(Ledger ledger, ProcessingRecord record, Func<ProcessingRecord, bool> isWanted, CancellationToken stop) =>
        For(ledger, record.Id, isWanted, _patience, stop);

    /// <param name="ledger">Read on from where it is.</param>
    /// <param name="id">Of the record.</param>
    /// <param name="isWanted">Asked of each of its states that is new.</param>
    /// <param name="patience">How long.</param>
    /// <param name="stop">Ends it early.</param>
    public static ProcessingRecord? For(Ledger ledger, string id, Func<ProcessingRecord, bool> isWanted, TimeSpan patience, CancellationToken stop)
    {
        ProcessingRecord? seen = null;
        var begun = TimeProvider.System.GetTimestamp();
        do
        {
            ledger.ReadOn((state, _) => seen = state.Id == id && isWanted(state) ? state : seen);
        }
        while (seen is null && TimeProvider.System.GetElapsedTime(begun) < patience && !stop.WaitHandle.WaitOne(_pause));
        return seen;
    }
}
