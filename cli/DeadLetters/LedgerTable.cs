using System.Text;
using Google.Protobuf;
using Tocsin.Protos;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Cli.DeadLetters;

/// <summary>What the records topic says of some dead letters: the newest state of each delivery, and which others were redriven.</summary>
internal sealed class LedgerTable
{
    /// <summary>By the key of the records topic; null until a record is read.</summary>
    private readonly Dictionary<string, byte[]?> _values = [];

    public LedgerTable(IEnumerable<Letter> letters)
    {
        foreach (var letter in letters)
        {
            _values[Encoding.UTF8.GetString(KeyOf(letter))] = null;
        }
    }

    public static byte[] KeyOf(Letter letter) => letter.Subject.DeliveryId is { } id ? RecordKeys.OfDelivery(id) : RecordKeys.OfRedrive(letter.Place.Partition, letter.Place.Offset);

    /// <summary>Takes the next record of the topic; the newest of a key counts.</summary>
    public void Take(InputRecord record)
    {
        var key = Encoding.UTF8.GetString(record.Key ?? []);
        if (_values.ContainsKey(key))
        {
            _values[key] = record.Value;
        }
    }

    /// <summary>The state of the letter's delivery; null if the ledger doesn't know it.</summary>
    public DeliveryState? StateOf(Letter letter)
    {
        if (!letter.IsDelivery || Find(letter) is not { } value)
        {
            return null;
        }

        try
        {
            return DeliveryState.Parser.ParseFrom(value);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    public LetterStatus StatusOf(Letter letter)
    {
        if (!letter.IsDelivery)
        {
            return Find(letter) is null ? LetterStatus.Dead : LetterStatus.Redriven;
        }

        return StateOf(letter) switch
        {
            { Status: DeliveryStatus.Queued or DeliveryStatus.Retrying } => LetterStatus.Waiting,
            { Status: DeliveryStatus.Delivered } => LetterStatus.Delivered,
            { Status: DeliveryStatus.Untold } => LetterStatus.Untold,
            { Status: DeliveryStatus.Dead } state when state.Redriven > letter.Subject.Redriven => LetterStatus.DeadAgain,
            _ => LetterStatus.Dead,
        };
    }

    private byte[]? Find(Letter letter) => _values.GetValueOrDefault(Encoding.UTF8.GetString(KeyOf(letter)));
}
