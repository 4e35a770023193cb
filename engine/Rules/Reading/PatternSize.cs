namespace Tocsin.Engine.Rules.Reading;

/// <summary>Adds up how large a pattern is with its counted repeats written out, group by group; that bounds what a match may cost.</summary>
internal sealed class PatternSize
{
    public const long Max = 1_000;

    private readonly Stack<long> _outer = new();
    private long _group;
    private long _last;

    public bool IsTooLarge { get; private set; }

    public void Atom() => Add(1);

    public void Open()
    {
        _outer.Push(_group);
        _group = 0;
    }

    public void Close()
    {
        var inner = _group;
        _group = _outer.TryPop(out var outer) ? outer : 0;
        Add(inner);
    }

    public void Repeat(int times)
    {
        _group -= _last;
        Add(_last * times);
    }

    private void Add(long size)
    {
        _last = Math.Min(size, Max + 1);
        _group = Math.Min(_group + _last, Max + 1);
        IsTooLarge |= _group > Max;
    }
}
