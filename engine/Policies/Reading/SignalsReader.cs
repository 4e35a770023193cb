using System.Collections.Immutable;
using Tocsin.Engine.Routing;
using Tocsin.Engine.Rules.Reading;
using Tocsin.V1;

namespace Tocsin.Engine.Policies.Reading;

/// <summary>Reads of which states of an alarm something is asked for.</summary>
internal static class SignalsReader
{
    public const string Key = "signals";

    public static ImmutableArray<AlarmState> All { get; } = [.. StateWord.All.Values];

    /// <param name="section">Has the key, or hasn't.</param>
    /// <param name="usual">Without it.</param>
    public static ImmutableArray<AlarmState> Read(Section section, ImmutableArray<AlarmState> usual)
    {
        if (!section.Has(Key))
        {
            return usual;
        }

        var signals = ImmutableArray.CreateBuilder<AlarmState>();
        var words = section.Texts(Key);
        foreach (var word in words)
        {
            if (StateWord.All.TryGetValue(word.Text, out var state))
            {
                signals.Add(state);
            }
            else
            {
                section.Problems.Error(word, "unknown-value", $"'{Key}' are of {string.Join(", ", StateWord.All.Keys)}, not '{word.Text}'");
            }
        }

        if (words.IsEmpty)
        {
            section.Problems.Error(section.At(Key), "missing-key", $"'{Key}' needs at least one of {string.Join(", ", StateWord.All.Keys)}");
        }

        return [.. signals.Distinct()];
    }
}
