using System.Collections.Immutable;
using Tocsin.Engine.Rules;

namespace Tocsin.TopologyTests.Cases;

/// <summary>Rule sets, of which the first is in force from the start, and the records of one partition.</summary>
internal sealed record Case(ImmutableArray<RuleSet> RuleSets, ImmutableArray<CaseRecord> Records)
{
    public RuleSet? Find(string version) => RuleSets.FirstOrDefault(rules => rules.Version == version);
}
