using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Tocsin.Engine.Templates;

/// <summary>
/// Names and values that a template may look at; each look is a step of the budget. A value is a text, a number, a truth value, null,
/// or another view; a function is asked when the value is wanted.
/// </summary>
internal sealed class ViewObject(RenderBudget budget) : IReadOnlyDictionary<string, object?>
{
    private readonly OrderedDictionary<string, object?> _values = new(StringComparer.Ordinal);

    public int Count => _values.Count;

    public IEnumerable<string> Keys => _values.Keys;

    public IEnumerable<object?> Values => this.Select(pair => pair.Value);

    public object? this[string key]
    {
        get => TryGetValue(key, out var value) ? value : null;
        set => _values[key] = value;
    }

    public bool ContainsKey(string key) => _values.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
    {
        budget.TakeStep();
        if (!_values.TryGetValue(key, out value))
        {
            return false;
        }

        value = value is Func<object?> find ? _values[key] = find() : value;
        return true;
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => Keys.Select(key => KeyValuePair.Create(key, this[key])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
