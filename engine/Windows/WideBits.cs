using System.Numerics;

namespace Tocsin.Engine.Windows;

/// <summary>
/// The matching minutes of windows too long for one 64-bit word. Each window has a ring of words; the bit of a minute stands at the
/// minute modulo the ring's length, which is long enough that no word holds both ends of a window.
/// </summary>
internal sealed class WideBits(int spanMinutes)
{
    private const int WordBits = 64;
    private readonly int _words = ((spanMinutes + WordBits - 1) / WordBits) + 1;
    private readonly List<ulong[]> _rings = [];
    private readonly Stack<int> _free = new();

    public int Add()
    {
        if (_free.TryPop(out var number))
        {
            return number;
        }

        _rings.Add(new ulong[_words]);
        return _rings.Count - 1;
    }

    public void Free(int number)
    {
        Array.Clear(_rings[number]);
        _free.Push(number);
    }

    public void Set(int number, int minute, bool matches)
    {
        ref var word = ref Word(number, minute);
        var bit = 1UL << (minute % WordBits);
        word = matches ? word | bit : word & ~bit;
    }

    /// <summary>Clears the minutes after <paramref name="oldNewest"/> up to <paramref name="newest"/>, which may hold what was there one ring ago.</summary>
    public void Advance(int number, int oldNewest, int newest)
    {
        if (newest - oldNewest >= _words * WordBits)
        {
            Array.Clear(_rings[number]);
            return;
        }

        for (var minute = oldNewest + 1; minute <= newest; minute++)
        {
            Set(number, minute, false);
        }
    }

    /// <summary>Matching minutes from <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    public int Count(int number, int first, int last)
    {
        var count = 0;
        for (var start = first; start <= last; start = (start | (WordBits - 1)) + 1)
        {
            count += BitOperations.PopCount(Piece(number, start, last));
        }

        return count;
    }

    /// <summary>The last matching minute from <paramref name="first"/> to <paramref name="last"/>, -1 if there is none.</summary>
    public int Last(int number, int first, int last)
    {
        for (var end = last; end >= first; end = (end & ~(WordBits - 1)) - 1)
        {
            var piece = Piece(number, Math.Max(first, end & ~(WordBits - 1)), end);
            if (piece != 0)
            {
                return (end & ~(WordBits - 1)) + BitOperations.Log2(piece);
            }
        }

        return -1;
    }

    /// <summary>The bits of the word that holds <paramref name="first"/>, from there to <paramref name="last"/> or the word's end, in their places.</summary>
    private ulong Piece(int number, int first, int last)
    {
        var fromFirst = ulong.MaxValue << (first % WordBits);
        var wordEnd = first | (WordBits - 1);
        var toLast = last >= wordEnd ? ulong.MaxValue : ulong.MaxValue >> (wordEnd - last);
        return Word(number, first) & fromFirst & toLast;
    }

    private ref ulong Word(int number, int minute) => ref _rings[number][minute / WordBits % _words];
}
