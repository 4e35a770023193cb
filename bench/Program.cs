using System.Globalization;
using Tocsin.Benchmarks.Chain;
using Tocsin.Benchmarks.Deliver;
using Tocsin.Benchmarks.EndToEnd;
using Tocsin.Benchmarks.Measuring;
using Tocsin.Benchmarks.Parts;

const int DefaultRepetitions = 7;
const string Option = "--repetitions";
IPart[] parts = [new EnginePart(), new DecodePart(), new MemoryPart(), new GarbagePart(), new CheckPart(), new RulesPart(), new ConvergePart(), new AuditPart(), new EndToEndPart(), new DeliverPart(), new ChainPart()];

var chosen = args.TakeWhile(arg => arg != Option).ToArray();
var rest = args[chosen.Length..];
var repetitions = DefaultRepetitions;
var isUnderstood = chosen.All(name => parts.Any(part => part.Name == name))
    && (rest.Length == 0 || (rest.Length == 2 && int.TryParse(rest[1], CultureInfo.InvariantCulture, out repetitions) && repetitions > 0));
if (!isUnderstood)
{
    Console.Error.WriteLine($"usage: [{string.Join("|", parts.Select(part => part.Name))}]... [{Option} NUMBER]");
    return 2;
}

Console.WriteLine($"{Machine.Describe()}; medians of {repetitions} interleaved repetitions, processor time of one thread.");
foreach (var part in parts.Where(part => chosen.Length == 0 || chosen.Contains(part.Name)))
{
    part.Run(Console.Out, new Contest(repetitions));
}

return 0;
