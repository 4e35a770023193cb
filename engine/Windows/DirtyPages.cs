namespace Tocsin.Engine.Windows;

/// <summary>
/// Which entities changed since the state was last saved, by pages of 64 entity numbers: entities that came at the same time often
/// change at the same time, and a mark costs one store.
/// </summary>
internal sealed class DirtyPages
{
    public const int PageBits = 6;
    private bool[] _pages = new bool[16];

    /// <summary>Something of an entity changed. Its number must be covered.</summary>
    public void Mark(int entity) => _pages[entity >> PageBits] = true;

    /// <summary>Makes room for an entity number.</summary>
    public void Cover(int entity)
    {
        var page = entity >> PageBits;
        if (page >= _pages.Length)
        {
            Array.Resize(ref _pages, Math.Max(page + 1, _pages.Length * 2));
        }
    }

    /// <summary>Every page has to be written anew, empty ones too.</summary>
    public void MarkAll() => Array.Fill(_pages, true);

    /// <summary>The first dirty page from a page on, -1 if there is none.</summary>
    public int Next(int page)
    {
        var found = page < _pages.Length ? _pages.AsSpan(page).IndexOf(true) : -1;
        return found < 0 ? -1 : page + found;
    }

    public void Clear() => Array.Clear(_pages);
}
