using Google.Protobuf;
using Tocsin.V1;

namespace Tocsin.Runtime.State;

/// <summary>
/// How a stage's state stands in its changelog: the stage's records under their keys, and after each set of them a checkpoint, which says what
/// input they reflect. Records that no checkpoint follows were never finished and count for nothing.
/// </summary>
internal static class Changelog
{
    private const byte StageKey = (byte)'s';
    private static readonly byte[] _checkpointKey = "checkpoint"u8.ToArray();

    public static StateRecord OfStage(byte[] key, byte[]? value) => new([StageKey, .. key], value);

    public static StateRecord OfCheckpoint(Checkpoint checkpoint) => new(_checkpointKey, checkpoint.ToByteArray());

    public static bool IsCheckpoint(StateRecord record) => record.Key.AsSpan().SequenceEqual(_checkpointKey);

    /// <summary>The stage's own key of a record that isn't a checkpoint.</summary>
    public static byte[] StageKeyOf(StateRecord record) => record.Key[1..];
}
