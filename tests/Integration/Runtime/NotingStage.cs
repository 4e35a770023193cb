using System.Globalization;
using System.Text;
using Tocsin.Runtime.Stages;

namespace Tocsin.Integration.Runtime;

/// <summary>Acts on each record that isn't a note: it notes it behind the others. What is to be noted when it has to go is noted then.</summary>
internal sealed class NotingStage(IReadOnlyCollection<KeyValuePair<byte[], byte[]>> state) : IActingStage
{
    private const string Note = "noted ";
    private static readonly byte[] _key = "needed"u8.ToArray();
    private readonly SortedSet<long> _needed =
        [.. state.SelectMany(record => Encoding.UTF8.GetString(record.Value).Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(text => long.Parse(text, CultureInfo.InvariantCulture))];

    /// <summary>What is begun, and written down when it is over.</summary>
    private readonly HashSet<long> _begun = [];

    /// <summary>Only when the partition goes is written down what was begun.</summary>
    public bool NotesAtTheEnd { get; init; }

    public bool IsActing => _begun.Count > 0;

    public long TickDueMs => long.MaxValue;

    /// <summary>What it began, as often as it did, and how many records of the partition it knew then.</summary>
    public List<(long Offset, int Known)> Begun { get; } = [];

    public int Known { get; private set; }

    public static long? NotedOffset(byte[] value) =>
        Encoding.UTF8.GetString(value) is var text && text.StartsWith(Note, StringComparison.Ordinal) ? long.Parse(text.AsSpan(Note.Length), CultureInfo.InvariantCulture) : null;

    public byte[] Tick(long timeMs) => throw new NotSupportedException();

    public void Process(InputRecord record, List<OutputRecord> outputs)
    {
        Known++;
        if (NotedOffset(record.Value!) is { } noted)
        {
            _needed.Remove(noted);
            _begun.Remove(noted);
        }
        else
        {
            _needed.Add(record.Offset);
        }
    }

    public void Save(List<KeyValuePair<byte[], byte[]?>> changed) => changed.Add(new(_key, Encoding.UTF8.GetBytes(string.Join(' ', _needed))));

    public void Act(long nowMs, List<OutputRecord> appends)
    {
        foreach (var offset in _needed.Where(_begun.Add).ToList())
        {
            Begun.Add((offset, Known));
            if (!NotesAtTheEnd)
            {
                appends.Add(NoteOf(offset));
            }
        }
    }

    public void Finish(List<OutputRecord> appends)
    {
        if (NotesAtTheEnd)
        {
            appends.AddRange(_begun.Select(NoteOf));
        }
    }

    public void Abandon() => _begun.Clear();

    private static OutputRecord NoteOf(long offset) => new("", null, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Note}{offset}")));
}
