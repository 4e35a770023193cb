using System.CommandLine;

namespace Tocsin.Cli;

/// <summary>An option that may be given several times, each NAME=VALUE.</summary>
internal static class NamedPair
{
    public static Option<KeyValuePair<string, string>[]> Create(string name, string description) => new(name)
    {
        Description = $"{description}, NAME=VALUE; may be given several times",
        CustomParser = result =>
        {
            var pairs = new List<KeyValuePair<string, string>>();
            foreach (var token in result.Tokens)
            {
                var equals = token.Value.IndexOf('=', StringComparison.Ordinal);
                if (equals > 0)
                {
                    pairs.Add(new(token.Value[..equals], token.Value[(equals + 1)..]));
                }
                else
                {
                    result.AddError($"{name} '{token.Value}': expected NAME=VALUE");
                }
            }

            return [.. pairs];
        },
    };
}
