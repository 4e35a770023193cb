namespace Tocsin.Integration.Detect;

/// <summary>The rules file while Detect runs.</summary>
public sealed class RulesFileTests : IDisposable
{
    private readonly Shop _shop = new();

    [Fact]
    public void Change_OnDisk_IsApplied()
    {
        using var detect = _shop.Start();
        WaitFor("are active", times: 1);

        _shop.WriteRules(Shop.Rules.Replace("took", "needed", StringComparison.Ordinal));
        WaitFor("are active", times: 2);

        Assert.Equal("checkout needed 1300 ms", FirstMessage());
    }

    [Fact]
    public void Change_WithErrors_KeepsTheOldRulesAndSaysWhere()
    {
        using var detect = _shop.Start();
        WaitFor("are active", times: 1);

        _shop.WriteRules(Shop.Rules.Replace("1000", "a thousand", StringComparison.Ordinal));
        WaitFor("is not applied", times: 1);

        Assert.Contains(_shop.Log.Lines, line => line.StartsWith($"Warning: {_shop.RulesFile}:5:16: error", StringComparison.Ordinal));
        Assert.Equal("checkout took 1300 ms", FirstMessage());
    }

    [Fact]
    public void File_Removed_KeepsTheOldRules()
    {
        using var detect = _shop.Start();
        WaitFor("are active", times: 1);

        File.Delete(_shop.RulesFile);
        WaitFor("can't be read", times: 1);

        Assert.Equal("checkout took 1300 ms", FirstMessage());
    }

    public void Dispose() => _shop.Dispose();

    /// <summary>After the present, because applying rules writes a marker that stands there.</summary>
    private string FirstMessage()
    {
        _shop.PublishMinutes("checkout", [1200, 1300, 200], from: 31, partition: 0);
        _shop.Flush();
        return _shop.Alarms(expected: 1)[0].AlarmMessage_;
    }

    private void WaitFor(string text, int times) => Shop.Eventually(
        () => _shop.Log.Lines.Count(line => line.Contains(text, StringComparison.Ordinal)) >= times,
        () => $"'{text}' wasn't said {times} times:\n{_shop.Log}");
}
