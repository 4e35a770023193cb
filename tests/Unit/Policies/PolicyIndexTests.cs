using Tocsin.Engine.Policies;
using Tocsin.Engine.Routing;

namespace Tocsin.Unit.Policies;

public class PolicyIndexTests
{
    [Fact]
    public void PoliciesOfOtherRules_AreNotLookedAt()
    {
        var index = new PolicyIndex([.. Enumerable.Range(0, 1_000).Select(number => Policy($"p{number}", $"rule-{number}")), Policy("some", "rule-7", "rule-8"), Policy("wide", "rule-*"), Policy("all")]);

        Assert.Equal(["p7", "some", "wide", "all"], index.For("rule-7").Select(policy => policy.Name));
        Assert.Equal(["wide", "all"], index.For("rule-1000").Select(policy => policy.Name));
    }

    private static Policy Policy(string name, params string[] rules) => new()
    {
        Name = name,
        Match = new RouteMatch { Rules = rules.Length == 0 ? null : new Choice("rule", [.. rules.Select(rule => new Glob(rule))]) },
    };
}
