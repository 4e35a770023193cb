using Tocsin.Engine.Scenarios;
using Tocsin.Unit.Architecture;

namespace Tocsin.Unit.Scenarios;

public class ShippedSettingsTests
{
    [Fact]
    public void ShippedTests_OfTheShippedSettings_Pass()
    {
        var folder = Path.Combine(Checkout.Root, "conf");
        var read = ScenarioReader.Read(
            File.ReadAllText(Path.Combine(folder, "alarm-settings.test.yml")), "alarm-settings.test.yml", path => new(path, File.ReadAllText(Path.Combine(folder, path))));

        Assert.Empty(read.Problems);
        Assert.NotEmpty(read.Scenarios);
        Assert.All(read.Scenarios, scenario => Assert.Empty(ScenarioRunner.Run(scenario).Differences));
    }
}
