using Tocsin.Cli.Silences;
using Tocsin.V1;

namespace Tocsin.Unit.Silences;

public sealed class MutingTests
{
    private readonly Muting _muting = Muting.Of(
        [Alarm("a", "slow_rule"), Alarm("b", "disk_rule")],
        new Dictionary<string, HashSet<string>> { ["a"] = ["payments", "night"], ["b"] = ["night"] });

    [Fact]
    public void Shield_WithoutPolicies_IsForAlarmsWhoeverTellsThem() => Assert.Equal("b", Muted(new ShieldMatch { Rules = { "disk_*" } }));

    [Fact]
    public void Shield_OfAPolicy_IsForWhatThatTells()
    {
        Assert.Equal("a", Muted(new ShieldMatch { Policies = { "pay*" } }));
        Assert.Equal("ab", Muted(new ShieldMatch { Policies = { "night" } }));
        Assert.Equal("b", Muted(new ShieldMatch { Policies = { "night" }, Names = { "entity b" } }));
    }

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(2, 10, false)]
    [InlineData(3, 10, true)]
    [InlineData(1, 1, true)]
    public void Question_IsAskedAboveAFifth(int muted, int active, bool isMuch) => Assert.Equal(isMuch, AddCommand.IsMuch(muted, active));

    private static AlarmMessage Alarm(string episode, string rule) => new() { Id = episode, EpisodeId = episode, RuleName = rule, Name = $"entity {episode}", State = AlarmState.Firing };

    private string Muted(ShieldMatch match) => string.Concat(_muting.Of(new Shield { Match = match }).Select(alarm => alarm.EpisodeId));
}
