using Tocsin.Engine.Shields;
using Tocsin.V1;

namespace Tocsin.Unit.Shields;

public class ShieldingTests
{
    /// <summary>Noon of a Tuesday in UTC.</summary>
    private const long NoonMs = 1_699_963_200_000;

    private static readonly AlarmMessage _alarm = new()
    {
        RuleName = "slow_rule",
        Scope = "SERVICE",
        Name = "checkout-1",
        State = AlarmState.Firing,
        Tags = new AlarmTags { Data = { new KeyStringValuePair { Key = "team", Value = "shop" }, new KeyStringValuePair { Key = "team", Value = "web" } } },
        Attributes = { ["idc"] = "north" },
    };

    public static TheoryData<string, ShieldMatch, bool> Matches => new()
    {
        { "nothing", new(), true },
        { "rule", new() { Rules = { "slow_rule" } }, true },
        { "rule by star", new() { Rules = { "fast*", "slow*" } }, true },
        { "other rule", new() { Rules = { "slow" } }, false },
        { "scope", new() { Scopes = { "SERVICE" } }, true },
        { "scope in lower case", new() { Scopes = { "service" } }, false },
        { "name", new() { Names = { "checkout-*" } }, true },
        { "policy", new() { Policies = { "p*" } }, true },
        { "other policy", new() { Policies = { "q" } }, false },
        { "second value of a tag", new() { Tags = { Named("team", "web") } }, true },
        { "other value of a tag", new() { Tags = { Named("team", "mail") } }, false },
        { "tag that is there", new() { Tags = { Named("team") } }, true },
        { "tag that isn't there", new() { Tags = { Named("tier") } }, false },
        { "attribute", new() { Attributes = { Named("idc", "south", "n*") } }, true },
        { "attribute that isn't there", new() { Attributes = { Named("rack", "*") } }, false },
        { "all of several", new() { Rules = { "slow*" }, Attributes = { Named("idc", "north") } }, true },
        { "one of several", new() { Rules = { "slow*" }, Attributes = { Named("idc", "south") } }, false },
    };

    [Theory]
    [MemberData(nameof(Matches))]
    public void Match_OfAnAlarm_HoldsIfAllHoldsThatIsGiven(string what, ShieldMatch match, bool expected) => Assert.True(Shielding.Matches(match, _alarm, "p1") == expected, what);

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(99, true)]
    [InlineData(100, false)]
    public void Shield_WithATime_ShieldsFromItsBeginningUpToItsEnd(long afterMs, bool expected) =>
        Assert.Equal(expected, Shielding.IsActive(new Shield { FromMs = NoonMs, UntilMs = NoonMs + 100 }, NoonMs + afterMs));

    [Fact]
    public void Shield_WithoutTimes_ShieldsForEver() => Assert.True(Shielding.IsActive(new Shield(), long.MaxValue));

    [Theory]
    [InlineData("", 12 * 60, true)]
    [InlineData("", 11 * 60, false)]
    [InlineData("Europe/Berlin", 13 * 60, true)]
    [InlineData("Europe/Berlin", 12 * 60, false)]
    public void Shield_ThatRecurs_ShieldsAtItsTimesOfTheWeek(string zone, uint fromMinute, bool expected)
    {
        const uint tuesday = 2;
        var shield = new Shield { Times = { new WeeklyTime { Days = tuesday, FromMinute = fromMinute, ToMinute = fromMinute + 30, Zone = zone } } };

        Assert.Equal(expected, Shielding.IsActive(shield, NoonMs));
        Assert.False(Shielding.IsActive(shield, NoonMs + 86_400_000));
    }

    private static NamedValues Named(string name, params string[] values) => new() { Name = name, Values = { values } };
}
