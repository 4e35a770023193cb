using System.Collections.Immutable;
using Tocsin.Engine.Rules;

namespace Tocsin.TopologyTests.Cases;

/// <summary>A filter and how it is written: keys with {0} for "names" or "labels", so that a rule set can be turned into text.</summary>
internal sealed record WrittenFilter(NameFilter Filter, ImmutableArray<(string Key, string Yaml)> Lines);
