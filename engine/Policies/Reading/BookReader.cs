using System.Collections.Immutable;
using Tocsin.Engine.Rules.Reading;

namespace Tocsin.Engine.Policies.Reading;

/// <summary>Reads all files of policies as one book, in the order of what depends on what: packages, escalations, policies, shields.</summary>
internal sealed class BookReader(KnownSettings? known, string version)
{
    private static readonly Dictionary<string, bool> _unmatched = new() { ["notify"] = true, ["nobody"] = false };

    public PolicyBook Read(IReadOnlyList<Section> files)
    {
        var receivers = new ReceiverNames(known);
        var packages = new PackagesReader(receivers);
        var escalations = new EscalationsReader(receivers);
        var policies = new PoliciesListReader(packages, escalations, receivers, new RuleNames(known?.Rules));
        var shields = new ShieldsReader(policies.Names, new RuleNames(known?.Rules));
        Each(packages.Read);
        Each(escalations.Declare);
        escalations.CheckChains();
        Each(policies.Read);
        policies.CheckNumber();
        Each(shields.Read);
        if (!files.Any(file => file.Problems.HasErrors))
        {
            escalations.WarnOfUnused();
        }

        return new PolicyBook([.. policies.Enabled], [.. packages.Own], TellsUnmatched(files))
        {
            Version = version,
            Shields = [.. shields.All],
        };

        void Each(Action<Section> read)
        {
            foreach (var file in files)
            {
                read(file);
            }
        }
    }

    private static bool TellsUnmatched(IReadOnlyList<Section> files)
    {
        ImmutableArray<Section> saying = [.. files.Where(file => file.Has("unmatched"))];
        foreach (var other in saying.Skip(1))
        {
            other.Problems.Error(other.KeyOf("unmatched")!, "conflicting-keys", $"'unmatched' stands in {saying[0].Problems.File} already");
        }

        return saying.Select(file => file.Choice("unmatched", _unmatched)).FirstOrDefault() ?? true;
    }
}
