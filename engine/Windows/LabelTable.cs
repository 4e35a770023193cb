using System.Text;

namespace Tocsin.Engine.Windows;

/// <summary>Label names as numbers, kept as long as an observation refers to them.</summary>
internal sealed class LabelTable
{
    private readonly Dictionary<byte[], int> _numbers = new(Utf8Comparer.Instance);
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> _bySpan;
    private readonly List<(byte[] Name, int Uses)> _labels = [];
    private readonly Stack<int> _free = new();

    public LabelTable() => _bySpan = _numbers.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>The label's number, with one more use.</summary>
    public int Use(ReadOnlySpan<byte> label)
    {
        if (_bySpan.TryGetValue(label, out var number))
        {
            _labels[number] = (_labels[number].Name, _labels[number].Uses + 1);
            return number;
        }

        var name = label.ToArray();
        if (!_free.TryPop(out number))
        {
            number = _labels.Count;
            _labels.Add(default);
        }

        _labels[number] = (name, 1);
        _numbers.Add(name, number);
        return number;
    }

    public void Release(in ObservedBits observed)
    {
        if (observed.Which != Which.Label)
        {
            return;
        }

        var (name, uses) = _labels[observed.Index];
        _labels[observed.Index] = (name, uses - 1);
        if (uses == 1)
        {
            _numbers.Remove(name);
            _free.Push(observed.Index);
        }
    }

    public ObservedBits Copy(ObservedBits observed)
    {
        if (observed.Which == Which.Label)
        {
            _labels[observed.Index] = (_labels[observed.Index].Name, _labels[observed.Index].Uses + 1);
        }

        return observed;
    }

    public ReadOnlySpan<byte> Utf8Name(int number) => _labels[number].Name;

    public string Name(int number) => Encoding.UTF8.GetString(_labels[number].Name);
}
