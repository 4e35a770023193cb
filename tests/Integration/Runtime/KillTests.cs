namespace Tocsin.Integration.Runtime;

/// <summary>Instances that are killed, come and go under load: nothing is lost and nothing counts twice.</summary>
public class KillTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void KilledAtRandom_AlarmsAreThoseOfThePlainRun(int instances)
    {
        const int Kills = 3;
        var random = new Random(instances);
        using var installation = new Installation();
        installation.Start([.. Enumerable.Range(0, instances).Select(i => $"i{i}")]);
        using var load = new Load(installation.Client, installation.Topics, seed: instances);
        installation.AwaitAlarms(10);

        for (var kill = 0; kill < Kills; kill++)
        {
            Thread.Sleep(random.Next(700));
            var name = $"i{random.Next(instances)}";
            installation.Kill(name);
            Thread.Sleep(random.Next(300));
            installation.Start(name);
            installation.AwaitAlarms(20);
        }

        load.Stop();
        installation.AssertOutcome(load.Count);
    }

    [Fact]
    public void ManyComeAndGo_AlarmsAreThoseOfThePlainRun()
    {
        using var installation = new Installation();
        installation.Start("i0");
        using var load = new Load(installation.Client, installation.Topics, seed: 7);
        installation.AwaitAlarms(10);

        installation.Start("i1", "i2", "i3");
        installation.AwaitAlarms(10);
        installation.Stop("i1");
        installation.Kill("i2");
        installation.Start("i1", "i4");
        Thread.Sleep(500);
        installation.Stop("i0");
        installation.Stop("i3");
        installation.Start("i0");
        installation.AwaitAlarms(20);

        load.Stop();
        installation.AssertOutcome(load.Count);
    }
}
