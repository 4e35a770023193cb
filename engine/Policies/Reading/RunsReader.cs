using System.Collections.Immutable;
using Tocsin.Engine.Routing;
using Tocsin.Engine.Rules.Reading;
using Tocsin.Engine.Rules.Yaml;
using Tocsin.V1;

namespace Tocsin.Engine.Policies.Reading;

/// <summary>Reads which packages a policy runs.</summary>
internal sealed class RunsReader(PackagesReader packages, ReceiverNames receivers)
{
    private const int SecondsPerWeek = 604_800;
    private static readonly string[] _keys = ["package", SignalsReader.Key, DefenseReader.Key, "skip-delay", "approvers", "timeout"];

    public ImmutableArray<PackageRun> Read(Section policy)
    {
        var runs = ImmutableArray.CreateBuilder<PackageRun>();
        foreach (var section in SectionList.Open(policy, "run", "a package with what stands before it", _keys))
        {
            if (One(section) is { } run)
            {
                if (runs.Any(other => other.Package == run.Package && other.Signals.Intersect(run.Signals).Any()))
                {
                    section.Problems.Error(section.At("package"), "duplicate-name", $"the policy runs '{run.Package.Name}' for such a signal already");
                }

                runs.Add(run);
            }
        }

        return runs.ToImmutable();
    }

    /// <summary>Null after an error in the package's name.</summary>
    private PackageRun? One(Section section)
    {
        var name = section.Required("package");
        var package = name is null ? null : packages.Find(name, section);
        var signals = SignalsReader.Read(section, [AlarmState.Firing]);
        var defense = DefenseReader.OfPackage(section);
        CheckSummary(section, defense, package);
        var skipDelay = Spans.Seconds(section, "skip-delay", 1, SecondsPerWeek);
        var timeout = Spans.Seconds(section, "timeout", PackagesReader.LowestTimeoutSeconds, PackagesReader.HighestTimeoutSeconds);
        var approvers = Approvers(section, defense);
        return package is null ? null : new PackageRun
        {
            Package = package,
            Signals = signals,
            Defense = defense,
            TimeoutSeconds = timeout ?? package.TimeoutSeconds,
            SkipDelaySeconds = skipDelay ?? 0,
            Approvers = approvers,
        };
    }

    private ImmutableArray<string> Approvers(Section section, DefenseRule? defense)
    {
        var asks = defense?.Action == DefenseAction.DefenseApproval;
        var approvers = receivers.Read(section, "approvers", isNeeded: asks);
        if (!asks && section.Has("approvers"))
        {
            section.Problems.Error(section.KeyOf("approvers")!, "conflicting-keys", "nobody is asked: 'approvers' need a defense with the action defense-approval");
        }

        return [.. approvers.Select(name => name.Text)];
    }

    private static void CheckSummary(Section section, DefenseRule? defense, Package? package)
    {
        if (defense?.Action != DefenseAction.Summarise || package is null)
        {
            return;
        }

        var at = section.Find(DefenseReader.Key) is YamlMapping mapping ? mapping.Find("action")?.Value ?? mapping : section.At(DefenseReader.Key);
        if (package.Type != PackageType.Callback)
        {
            section.Problems.Error(at, "no-digests", $"a summary tells somebody: of packages only callbacks can be summarised, '{package.Name}' isn't one");
        }
        else if (!ReceiverName.TakesDigests(package.Receiver))
        {
            section.Problems.Error(at, "no-digests", $"'{package.Receiver}', which '{package.Name}' calls, opens an incident for each alarm and can't be told summaries");
        }
    }
}
