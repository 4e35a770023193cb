using System.CommandLine;
using System.Globalization;

namespace Tocsin.Cli.DeadLetters;

/// <summary>Where a dead letter stands in its topic, written partition@offset.</summary>
internal readonly record struct Place(int Partition, long Offset)
{
    public static bool TryParse(string text, out Place place)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        place = default;
        if (at <= 0
            || !int.TryParse(text.AsSpan(0, at), NumberStyles.None, CultureInfo.InvariantCulture, out var partition)
            || !long.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
        {
            return false;
        }

        place = new Place(partition, offset);
        return true;
    }

    public static Argument<Place[]> Argument(ArgumentArity arity) => new("PLACE")
    {
        Description = "Where the letter stands, partition@offset, as 'tocsin dlq list' shows it",
        Arity = arity,
        CustomParser = result =>
        {
            var places = new List<Place>();
            foreach (var token in result.Tokens)
            {
                if (TryParse(token.Value, out var place))
                {
                    places.Add(place);
                }
                else
                {
                    result.AddError($"'{token.Value}' isn't a place: expected partition@offset, such as 0@12");
                }
            }

            return [.. places];
        },
    };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Partition}@{Offset}");
}
