using System.Text;
using Tocsin.Engine.Origins;
using Tocsin.Protos;
using Tocsin.V1;

namespace Tocsin.Engine.Convergence;

/// <summary>
/// What requests that converge have in common, as a text. The key of the actions topic is made so that all that decides about a request stands in
/// its partition: the convergence key, or where summaries are merged what the merged ones have in common, which is a part of the convergence key.
/// </summary>
public static class ConvergenceKey
{
    private const char Separator = '|';
    private const char Escape = '\\';
    private const char Digest = '#';
    private const int MostLetters = 200;

    /// <summary>
    /// The key of the topic's records about this request. One without defense decides about nobody else: it has the key of its entity, so that
    /// whoever is told of that hears of it in order.
    /// </summary>
    public static string OfPartition(Request request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Defense is not { Action: not DefenseAction.Unspecified } defense ? OfEntity(request)
            : IsMerged(defense) ? OfMerge(request)
            : OfGroup(request);
    }

    /// <summary>Equal for requests that converge together.</summary>
    public static string OfGroup(Request request)
    {
        var defense = request.Defense;
        var text = new StringBuilder(96);
        text.Append((int)defense.Action).Append(',').Append(Window(defense)).Append(',').Append(Count(defense));
        Append(text, request.Business);
        Append(text, IsMerged(defense) ? defense.MergeFor : "");
        if (IsSorted(defense))
        {
            foreach (var dimension in defense.Dimensions)
            {
                Append(text, dimension);
            }
        }
        else
        {
            foreach (var dimension in defense.Dimensions.OrderBy(dimension => dimension.Name, StringComparer.Ordinal))
            {
                Append(text, dimension);
            }
        }

        return text.ToString();
    }

    /// <summary>Equal for requests whose summaries are merged.</summary>
    public static string OfMerge(Request request)
    {
        var text = new StringBuilder("merged");
        Append(text, request.Business);
        Append(text, request.Defense.MergeFor);
        return text.ToString();
    }

    /// <summary>Records without any key may stand in any partition, so an alarm about nothing has its request's own.</summary>
    private static string OfEntity(Request request) => EntityKey.TextOf(request.Alarm?.Id0 ?? "", request.Alarm?.Id1 ?? "") is { Length: > 0 } key ? key : RecordId.Of(request);

    internal static bool IsMerged(Defense defense) => defense.Action == DefenseAction.Summarise && defense.MergeFor.Length > 0;

    internal static long WindowMs(Defense defense) => Window(defense) * 60_000L;

    internal static uint Window(Defense defense) => Math.Max(1, defense.WindowMinutes);

    internal static uint Count(Defense defense) => Math.Max(1, defense.Count);

    private static bool IsSorted(Defense defense)
    {
        for (var i = 1; i < defense.Dimensions.Count; i++)
        {
            if (string.CompareOrdinal(defense.Dimensions[i - 1].Name, defense.Dimensions[i].Name) > 0)
            {
                return false;
            }
        }

        return true;
    }

    private static void Append(StringBuilder text, Dimension dimension)
    {
        Append(text, dimension.Name);
        Append(text, dimension.Value);
    }

    /// <summary>No two lists of parts look the same. A very long part is known by its digest: keys stand in records and in the state many times.</summary>
    private static void Append(StringBuilder text, string part)
    {
        text.Append(Separator);
        if (part.Length > MostLetters)
        {
            text.Append(Escape).Append(Digest).Append(DerivedId.Of(Encoding.UTF8.GetBytes(part)));
            return;
        }

        if (part.AsSpan().IndexOfAny(Separator, Escape) < 0)
        {
            text.Append(part);
            return;
        }

        foreach (var character in part)
        {
            if (character is Separator or Escape)
            {
                text.Append(Escape);
            }

            text.Append(character);
        }
    }
}
