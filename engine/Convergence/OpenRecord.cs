using Google.Protobuf;
using Tocsin.V1;

namespace Tocsin.Engine.Convergence;

/// <summary>A record that runs or waits for something.</summary>
internal sealed class OpenRecord : Tracked
{
    public required ProcessingRecord Record { get; init; }

    /// <summary>The key of the actions topic under which its outcome comes.</summary>
    public required ByteString PartitionKey { get; init; }

    public required uint TimeoutSeconds { get; init; }

    /// <summary>Kept as long as it may still run.</summary>
    public Request? Request { get; set; }

    /// <summary>The group that asks what becomes of it.</summary>
    public Group? Group { get; set; }

    /// <summary>From when on it is too old to be run.</summary>
    public long TooOldMs => Record.ReceivedMs + (TimeoutSeconds * 1_000L);

    internal override byte[] Key() => SavedKey.OfOpen(Number);

    internal override byte[] Encode()
    {
        var saved = new SavedOpenRecord { Number = Number, Record = Record, Key = PartitionKey, TimeoutSeconds = TimeoutSeconds, DueMs = HasDeadline ? DueMs : 0 };
        if (Request is not null)
        {
            saved.Request = Request;
        }

        return saved.ToByteArray();
    }
}
