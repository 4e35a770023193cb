using System.Collections.Immutable;
using System.Globalization;
using Tocsin.Engine.Rules.Yaml;

namespace Tocsin.Engine.Rules.Reading;

/// <summary>
/// One mapping with known keys, read key by key. What is wrong goes to the problems, and the answer is the same as for a key that
/// isn't there: null, or an empty list. A key without a value counts as not there.
/// </summary>
internal sealed class Section
{
    private readonly YamlMapping _mapping;
    private readonly YamlNode _owner;

    private Section(YamlNode owner, YamlMapping mapping, string what, Problems problems)
    {
        _owner = owner;
        _mapping = mapping;
        What = what;
        Problems = problems;
    }

    /// <summary>What the mapping describes, in the words of an error message, such as "rule a_rule".</summary>
    public string What { get; }

    public Problems Problems { get; }

    public ImmutableArray<YamlEntry> Entries => _mapping.Entries;

    /// <summary>Null if the value isn't a mapping; keys outside of <paramref name="keys"/> are reported.</summary>
    public static Section? Open(YamlNode owner, YamlNode value, string what, IReadOnlyCollection<string> keys, Problems problems)
    {
        if (value is not YamlMapping mapping)
        {
            problems.Error(value is YamlScalar { IsNull: true } ? owner : value, "wrong-type", $"{what} is a mapping of keys to values, here is {value.Shape}");
            return null;
        }

        foreach (var (key, _) in mapping.Entries.Where(entry => !problems.IsFull && !keys.Contains(entry.Key.Text)))
        {
            problems.Error(key, "unknown-key", $"{what} has no key '{key.Text}'{Spelling.Hint(key.Text, keys)}");
        }

        return new(owner, mapping, what, problems);
    }

    public YamlNode? Find(string key) => _mapping.Find(key)?.Value is { } value and not YamlScalar { IsNull: true } ? value : null;

    /// <summary>Where to point for what concerns the key: at its value, else at the key, else at the owner.</summary>
    public YamlNode At(string key) => Find(key) ?? _mapping.Find(key)?.Key ?? _owner;

    public YamlScalar? KeyOf(string key) => _mapping.Find(key)?.Key;

    public bool Has(string key) => Find(key) is not null;

    public YamlScalar? Scalar(string key)
    {
        var value = Find(key);
        if (value is not (null or YamlScalar))
        {
            Problems.Error(value, "wrong-type", $"'{key}' takes a single value, here is {value.Shape}");
        }

        return value as YamlScalar;
    }

    public string? Text(string key) => Scalar(key)?.Text;

    /// <summary>Tells if the key is missing; a list without values is as good as none.</summary>
    public YamlScalar? Required(string key, bool isList = false)
    {
        if (!Has(key) || (isList && Find(key) is YamlSequence { Items.IsEmpty: true }))
        {
            Problems.Error(At(key), "missing-key", $"{What} needs '{key}'");
        }

        return isList ? null : Scalar(key);
    }

    public bool? Flag(string key)
    {
        if (Scalar(key) is not { } scalar)
        {
            return null;
        }

        switch (scalar.Text.ToUpperInvariant())
        {
            case "TRUE" or "YES" or "ON":
                return true;
            case "FALSE" or "NO" or "OFF":
                return false;
            default:
                Problems.Error(scalar, "wrong-type", $"'{key}' is true or false, not '{scalar.Text}'");
                return null;
        }
    }

    /// <summary>A plain number with a leading zero is refused: YAML readers differ on whether it is octal.</summary>
    public int? Whole(string key, int lowest, int highest)
    {
        if (Scalar(key) is not { } scalar)
        {
            return null;
        }

        var digits = scalar.Text.TrimStart('+', '-');
        if ((scalar.IsPlain && digits.Length > 1 && digits[0] == '0')
            || !long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            Problems.Error(scalar, "not-a-whole-number", $"'{key}' is a whole number, not '{scalar.Text}'");
            return null;
        }

        if (number >= lowest && number <= highest)
        {
            return (int)number;
        }

        Problems.Error(scalar, "out-of-range", string.Create(CultureInfo.InvariantCulture, $"'{key}' goes from {lowest} to {highest}, not {number}"));
        return null;
    }

    public T? Choice<T>(string key, IReadOnlyDictionary<string, T> choices)
        where T : struct
    {
        if (Scalar(key) is not { } scalar)
        {
            return null;
        }

        if (choices.TryGetValue(scalar.Text.Trim(), out var chosen))
        {
            return chosen;
        }

        Problems.Error(scalar, "unknown-value", $"'{key}' is one of {string.Join(", ", choices.Keys)}, not '{scalar.Text}'");
        return null;
    }

    /// <summary>A list of single values; one value alone is a list of one.</summary>
    public ImmutableArray<YamlScalar> Texts(string key)
    {
        switch (Find(key))
        {
            case null:
                return [];
            case YamlScalar one:
                return [one];
            case YamlSequence list:
                foreach (var item in list.Items.Where(item => item is not YamlScalar { IsNull: false }))
                {
                    Problems.Error(item, "wrong-type", $"'{key}' takes a list of single values, here is {item.Shape}");
                }

                return [.. list.Items.OfType<YamlScalar>().Where(item => !item.IsNull)];
            case { } other:
                Problems.Error(other, "wrong-type", $"'{key}' takes a list of single values, here is {other.Shape}");
                return [];
        }
    }

    /// <summary>A mapping of names to single values, numbers and flags as the text that was written.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Pairs(string key)
    {
        var value = Find(key);
        if (value is not YamlMapping mapping)
        {
            if (value is not null)
            {
                Problems.Error(value, "wrong-type", $"'{key}' takes a mapping of names to values, here is {value.Shape}");
            }

            return [];
        }

        var pairs = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        foreach (var (name, one) in mapping.Entries)
        {
            if (one is YamlScalar scalar)
            {
                pairs.Add(new(name.Text, scalar.IsNull ? "" : scalar.Text));
            }
            else
            {
                Problems.Error(one, "wrong-type", $"'{name.Text}' takes a single value, here is {one.Shape}");
            }
        }

        return pairs.ToImmutable();
    }
}
