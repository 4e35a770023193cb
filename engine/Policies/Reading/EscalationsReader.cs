using System.Collections.Immutable;
using Tocsin.Engine.Convergence;
using Tocsin.Engine.Rules.Reading;

namespace Tocsin.Engine.Policies.Reading;

/// <summary>Reads escalations, and makes one list of steps of those that follow upon each other: the next one begins with the last step of the one before.</summary>
internal sealed class EscalationsReader(ReceiverNames receivers)
{
    private static readonly string[] _keys = ["name", "steps", "then"];
    private static readonly string[] _stepKeys = ["after", "receivers"];
    private readonly DeclaredNames _names = new("escalation");
    private readonly List<Escalation> _all = [];
    private readonly Dictionary<string, Escalation> _byName = [];
    private readonly HashSet<string> _used = [];

    public void Declare(Section file)
    {
        foreach (var section in SectionList.Open(file, "escalations", "an escalation", _keys))
        {
            var name = _names.Read(section);
            section.Required("steps", isList: true);
            var steps = Steps(section, name?.Text ?? "");
            var then = section.Scalar("then");
            if (name is not null)
            {
                _all.Add(new Escalation(name, section, steps, then));
                _byName.Add(name.Text, _all[^1]);
            }
        }
    }

    /// <summary>Once all are declared.</summary>
    public void CheckChains()
    {
        foreach (var escalation in _all.Where(escalation => escalation.Then is not null))
        {
            var then = escalation.Then!;
            var problems = escalation.Section.Problems;
            _used.Add(then.Text);
            var chain = Chain(escalation);
            if (!_names.Contains(then.Text))
            {
                problems.Error(then, "unknown-escalation", $"there is no escalation '{then.Text}'{Spelling.Hint(then.Text, _names.All)}");
            }
            else if (chain[^1].Then?.Text == escalation.Name.Text && chain.TrueForAll(other => _all.IndexOf(other) >= _all.IndexOf(escalation)))
            {
                problems.Error(then, "escalation-cycle",
                    $"these escalations never end: {string.Join(" -> ", chain.Select(other => other.Name.Text))} -> {escalation.Name.Text}");
            }
            else if (Joined(chain) is { IsEmpty: false } steps && steps[^1].AfterMinutes > ActionLimits.LaterMinutes)
            {
                problems.Error(then, "out-of-range", $"with those of '{then.Text}' the steps take more than a week, after which an alarm is forgotten");
            }
            else if (chain.Sum(other => other.Steps.Length) is > ActionLimits.Steps and var count)
            {
                problems.Error(then, "too-many", $"with those of '{then.Text}' there are {count} steps, at most {ActionLimits.Steps}");
            }
        }
    }

    /// <summary>All steps that follow, from the beginning of the first; none after an error.</summary>
    public ImmutableArray<Step> Find(Section policy)
    {
        if (policy.Scalar("escalation") is not { } name)
        {
            return [];
        }

        _used.Add(name.Text);
        if (_byName.GetValueOrDefault(name.Text) is { } found)
        {
            return Joined(Chain(found));
        }

        if (!_names.Contains(name.Text))
        {
            policy.Problems.Error(name, "unknown-escalation", $"there is no escalation '{name.Text}'{Spelling.Hint(name.Text, _names.All)}");
        }

        return [];
    }

    public void WarnOfUnused()
    {
        foreach (var unused in _all.Where(escalation => !_used.Contains(escalation.Name.Text)))
        {
            unused.Section.Problems.Warn(unused.Name, "unused-escalation", $"no policy has the escalation '{unused.Name.Text}', and none goes on with it");
        }
    }

    private ImmutableArray<Step> Steps(Section escalation, string name)
    {
        var steps = ImmutableArray.CreateBuilder<Step>();
        var last = 0u;
        foreach (var section in SectionList.Open(escalation, "steps", "a step", _stepKeys))
        {
            section.Required("after");
            var after = Spans.Minutes(section, "after", 1, Spans.MinutesPerWeek);
            var names = receivers.Read(section, "receivers", isNeeded: true);
            if (after <= last)
            {
                section.Problems.Error(section.At("after"), "steps-not-ascending", $"each step comes later than the one before; this one comes after {after} min, that after {last}");
            }

            last = after ?? last;
            if (steps.Count == ActionLimits.Steps)
            {
                section.Problems.Error(section.At("after"), "too-many", $"an escalation has at most {ActionLimits.Steps} steps");
            }

            steps.Add(new Step($"{name}/{steps.Count + 1}", last, [.. names.Select(receiver => receiver.Text)]));
        }

        return steps.ToImmutable();
    }

    /// <summary>The escalation and those that follow, each once, until there are too many of them.</summary>
    private List<Escalation> Chain(Escalation first)
    {
        var chain = new List<Escalation>();
        for (var next = first; next is not null && chain.Count <= ActionLimits.Steps && !chain.Contains(next); next = Next(next))
        {
            chain.Add(next);
        }

        return chain;
    }

    private Escalation? Next(Escalation escalation) => escalation.Then is { } then ? _byName.GetValueOrDefault(then.Text) : null;

    private static ImmutableArray<Step> Joined(List<Escalation> chain)
    {
        var steps = ImmutableArray.CreateBuilder<Step>();
        foreach (var escalation in chain)
        {
            var begin = steps.Count == 0 ? 0 : steps[^1].AfterMinutes;
            steps.AddRange(escalation.Steps.Select(step => step with { AfterMinutes = begin + step.AfterMinutes }));
        }

        return steps.ToImmutable();
    }
}
