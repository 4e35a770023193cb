using System.Globalization;
using Tocsin.Benchmarks.Measuring;
using Tocsin.Benchmarks.Parts;

const int DefaultRepetitions = 7;
const string Option = "--repetitions";
IPart[] parts = [new EnginePart(), new DecodePart()];

if (args is ["profile", var e, var r])
{
    var fleet = new Tocsin.Benchmarks.Loads.Fleet(int.Parse(e, CultureInfo.InvariantCulture));
    var engine = new Tocsin.Benchmarks.Contestants.EngineOverSamples("engine", fleet, Tocsin.Benchmarks.Loads.RuleSets.Of(Tocsin.Benchmarks.Loads.RuleSets.Asking(int.Parse(r, CultureInfo.InvariantCulture))));
    engine.Introduce();
    var minute = 1;
    for (var round = 0; round < 10; round++)
    {
        var a = GC.GetAllocatedBytesForCurrentThread();
        var begin = ThreadClock.NowNs();
        var n = 0L;
        while (ThreadClock.NowNs() - begin < 4e8)
        {
            engine.Run(minute++);
            n += fleet.Count;
        }

        Console.WriteLine($"{(ThreadClock.NowNs() - begin) / n:0.0} ns {(GC.GetAllocatedBytesForCurrentThread() - a) / (double)n:0.00} B");
    }

    return 0;
}

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

foreach (var part in parts.Where(part => chosen.Length == 0 || chosen.Contains(part.Name)))
{
    part.Run(Console.Out, new Contest(repetitions));
}

return 0;
