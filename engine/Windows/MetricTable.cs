using System.Numerics;
using System.Text;

namespace Tocsin.Engine.Windows;

/// <summary>The metrics that rules ask for, found by the UTF-8 bytes of their names.</summary>
internal sealed class MetricTable
{
    private readonly byte[][] _names;
    private readonly int[] _slots;

    /// <summary>The one found last: samples of one metric mostly come one after the other.</summary>
    private int _last;

    public MetricTable(IReadOnlyList<string> names)
    {
        _names = [.. names.Select(Encoding.UTF8.GetBytes)];
        _slots = new int[(int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, _names.Length * 2))];
        for (var number = 0; number < _names.Length; number++)
        {
            var at = Utf8Comparer.Hash(_names[number]) & Mask;
            while (_slots[at] != 0)
            {
                at = (at + 1) & Mask;
            }

            _slots[at] = number + 1;
        }
    }

    private uint Mask => (uint)_slots.Length - 1;

    /// <summary>The metric's position, -1 for one that no rule asks for.</summary>
    public int Find(ReadOnlySpan<byte> name)
    {
        if (_last < _names.Length && name.SequenceEqual(_names[_last]))
        {
            return _last;
        }

        var found = Search(name);
        _last = Math.Max(found, 0);
        return found;
    }

    private int Search(ReadOnlySpan<byte> name)
    {
        for (var at = Utf8Comparer.Hash(name) & Mask; ; at = (at + 1) & Mask)
        {
            var number = _slots[at] - 1;
            if (number < 0 || name.SequenceEqual(_names[number]))
            {
                return number;
            }
        }
    }
}
