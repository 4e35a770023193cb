using System.Text;
using Tocsin.Engine.Rules;

namespace Tocsin.Engine.Windows;

/// <summary>A rule's label filter with its decisions remembered, so that a label is turned into a string and tested once.</summary>
internal sealed class LabelFilter(NameFilter filter)
{
    private const int MaxRemembered = 10_000;
    private readonly Dictionary<byte[], bool> _decisions = new(Utf8Comparer.Instance);

    public bool Passes(ReadOnlySpan<byte> label)
    {
        var decisions = _decisions.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (!decisions.TryGetValue(label, out var passes))
        {
            if (_decisions.Count == MaxRemembered)
            {
                _decisions.Clear();
            }

            passes = filter.Passes(Encoding.UTF8.GetString(label));
            decisions[label] = passes;
        }

        return passes;
    }
}
