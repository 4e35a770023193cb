using System.Globalization;

namespace Tocsin.Integration.Runtime;

/// <summary>Load in real time, with pauses that call for ticks, while instances are killed: nothing is lost, nothing counts twice, and memory stays flat.</summary>
[Trait("Category", "Soak")]
public sealed class SoakTests : IDisposable
{
    private const string Spared = "i0";
    private static readonly string[] _killed = ["i1", "i2"];
    private static readonly TimeSpan _killInterval = TimeSpan.FromSeconds(15);
    private readonly TextWriter _report = Environment.GetEnvironmentVariable("TOCSIN_SOAK_REPORT") is { Length: > 0 } path
        ? new StreamWriter(path, append: true) { AutoFlush = true }
        : TextWriter.Null;

    private readonly Random _random = new(1);
    private readonly List<long> _memory = [];

    [SoakFact]
    public void KilledForMinutes_NothingIsLostNothingTwiceAndMemoryIsFlat()
    {
        var begin = TimeProvider.System.GetTimestamp();
        using var installation = new Installation();
        installation.Start([Spared, .. _killed]);
        using var load = new Load(installation.Client, installation.Topics, seed: 1, isInRealTime: true);
        while (TimeProvider.System.GetElapsedTime(begin).TotalMinutes < SoakFactAttribute.Minutes)
        {
            Compare(installation);
            Report(installation, load, TimeProvider.System.GetElapsedTime(begin));
            var name = _killed[_random.Next(_killed.Length)];
            installation.Kill(name);
            Thread.Sleep(_random.Next(2_000));
            installation.Start(name);
        }

        load.Stop();
        installation.AssertOutcome(load.Count);
        AssertFlat();
        _report.WriteLine($"nothing lost, nothing twice: {load.Count} samples, {installation.Plain.Ticks} ticks, {installation.Plain.Agreed} alarms, {installation.Plain.Repeated} repetitions dropped");
    }

    public void Dispose() => _report.Dispose();

    /// <summary>Goes on comparing until it is time for the next kill, so that nothing piles up.</summary>
    private static void Compare(Installation installation)
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begin) < _killInterval)
        {
            installation.Plain.Difference();
            Thread.Sleep(500);
        }
    }

    private void Report(Installation installation, Load load, TimeSpan elapsed)
    {
        _memory.Add(installation.Of(Spared).MemoryMiB);
        var memory = installation.Names.Select(name => $"{name} {installation.Of(name).MemoryMiB} MiB");
        _report.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{elapsed.TotalSeconds,6:0} s: {load.Count} samples, {installation.Plain.Ticks} ticks, {installation.Plain.Agreed} alarms; {string.Join(", ", memory)}"));
    }

    /// <summary>Of the instance that was never killed; its first samples are left out, because a program that has just started still grows.</summary>
    private void AssertFlat()
    {
        const int WarmUp = 4;
        const double Tolerance = 1.25;
        if (_memory.Count > 2 * WarmUp)
        {
            var early = _memory.Skip(WarmUp).Take(WarmUp).Max();
            var late = _memory.TakeLast(WarmUp).Max();
            Assert.True(late <= early * Tolerance, $"{Spared} grew from {early} to {late} MiB");
        }
    }
}
