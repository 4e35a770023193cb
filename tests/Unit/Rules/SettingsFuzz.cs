using System.Globalization;
using Tocsin.Engine.Rules;
using Xunit.Abstractions;

namespace Tocsin.Unit.Rules;

/// <summary>Mutated settings files: the reader never throws, always answers, and gives rules exactly if it tells no error.</summary>
public class SettingsFuzz(ITestOutputHelper log)
{
    private const int DefaultCount = 3_000;
    private static readonly string[] _bits =
        ["\n", "  ", "- ", ": ", "{", "}", "[", "]", "\"", "'", "|-\n", "&a ", "*a", "<<: *a", "!x ", "%", "\t", "\0", "\uFEFF", "\uD800", "😀",
         "1e999", ".nan", "-", ",", "0", "99999999999", "true", "null", "~", "{name}", "{x}", "&&", "||", "!", "(", ")", ">", "sum(", "\\", "(a+)+", "#", "? ", "---\n", "...\n"];

    [Fact]
    public void MutatedFile_Read_AlwaysGivesAResult()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("TOCSIN_FUZZ") is { Length: > 0 } given ? given : $"{DefaultCount}", CultureInfo.InvariantCulture);
        var seeds = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Rules"), "*.yml", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(File.ReadAllText).Where(text => text.Length < 5_000).ToArray();
        for (var seed = 1; seed <= count; seed++)
        {
            var text = Mutated(new Random(seed), seeds);
            try
            {
                var read = SettingsReader.Read(text, "fuzz.yml");
                Assert.Equal(read.RuleSet is null, read.Problems.Any(problem => problem.Severity == Severity.Error));
                Assert.All(read.Problems, problem => Assert.True(problem.Line > 0 && problem.Column > 0, problem.ToString()));
            }
            catch
            {
                log.WriteLine($"seed {seed}:\n{text}");
                throw;
            }
        }
    }

    private static string Mutated(Random random, string[] seeds)
    {
        var text = seeds[random.Next(seeds.Length)];
        for (var times = random.Next(1, 6); times > 0; times--)
        {
            var at = random.Next(text.Length + 1);
            var length = Math.Min(random.Next(12), text.Length - at);
            text = random.Next(5) switch
            {
                0 => text.Insert(at, _bits[random.Next(_bits.Length)]),
                1 => text.Remove(at, length),
                2 => text[..at] + (char)random.Next(1, 0x250) + text[at..],
                3 => text[..at] + Slice(random, seeds[random.Next(seeds.Length)]) + text[at..],
                _ => text[..at] + Slice(random, text) + text[(at + length)..],
            };
        }

        return text;
    }

    private static string Slice(Random random, string text)
    {
        var at = random.Next(text.Length + 1);
        return text.Substring(at, Math.Min(random.Next(80), text.Length - at));
    }
}
