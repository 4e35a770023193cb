using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Logs;

/// <summary>librdkafka options as a user writes them.</summary>
public static class ClientOptions
{
    /// <summary>Takes "name=value" apart; the last one of a name wins.</summary>
    /// <exception cref="StageFailureException">One isn't of that form.</exception>
    public static IReadOnlyDictionary<string, string> Parse(IEnumerable<string> options)
    {
        var result = new Dictionary<string, string>();
        foreach (var option in options)
        {
            var equals = option.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new StageFailureException($"'{option.Split('=')[0]}' isn't a client option: expected name=value, for example security.protocol=SASL_SSL");
            }

            result[option[..equals]] = option[(equals + 1)..];
        }

        return result;
    }
}
