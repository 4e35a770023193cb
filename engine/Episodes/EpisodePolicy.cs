using Tocsin.V1;

namespace Tocsin.Engine.Episodes;

/// <summary>What one policy told about an episode, and what it has still to tell.</summary>
internal sealed class EpisodePolicy(string name)
{
    public string Name => name;

    /// <summary>When a match of it was first let go; steps count from then on. 0: never.</summary>
    public long FirstToldMs { get; private set; }

    /// <summary>Something that it asked for went out.</summary>
    public bool IsTold { get; private set; }

    /// <summary>Something that it would have asked for didn't go out.</summary>
    public bool IsWithheld { get; private set; }

    /// <summary>Its newest match; null where nothing is to be told any more.</summary>
    public PolicyMatch? Match { get; private set; }

    /// <summary>0: never.</summary>
    public long RepeatDueMs { get; set; }

    /// <summary>Steps that were due earlier wait until then.</summary>
    public long StepsNotBeforeMs { get; set; }

    /// <summary>How often it was repeated.</summary>
    public uint Round { get; set; }

    /// <summary>Names of steps.</summary>
    public List<string> Done { get; } = [];

    public long NextDueMs => Match is null ? long.MaxValue : Math.Min(RepeatDueMs > 0 ? RepeatDueMs : long.MaxValue, StepDueMs);

    /// <summary>When the next step is to be asked for: from its first telling on, but not before what it was postponed to.</summary>
    public long StepDueMs => FirstToldMs > 0 && NextStep is { } step ? Math.Max(FirstToldMs + (step.AfterMinutes * EpisodeTimes.MinuteMs), StepsNotBeforeMs) : long.MaxValue;

    /// <summary>The first in the match that wasn't asked for; null if all were.</summary>
    public EscalationStep? NextStep
    {
        get
        {
            foreach (var step in (IEnumerable<EscalationStep>?)Match?.Steps ?? [])
            {
                if (!Done.Contains(step.Name))
                {
                    return step;
                }
            }

            return null;
        }
    }

    /// <summary>A new record of the episode: from now on its match counts, and the time to the next repeat begins anew.</summary>
    public void Begin(PolicyMatch match, long nowMs)
    {
        Match = match;
        RepeatDueMs = match.RepeatMinutes > 0 ? nowMs + (match.RepeatMinutes * EpisodeTimes.MinuteMs) : 0;
        StopIfDone();
    }

    /// <summary>Nothing is told any more by itself.</summary>
    public void Stop()
    {
        Match = null;
        RepeatDueMs = 0;
        StepsNotBeforeMs = 0;
    }

    /// <summary>A match was let go, with something to be told or without.</summary>
    public void Tell(bool tellsAnything, long nowMs)
    {
        FirstToldMs = FirstToldMs > 0 ? FirstToldMs : nowMs;
        IsTold |= tellsAnything;
    }

    public void Withhold() => IsWithheld = true;

    public void StopIfDone()
    {
        if (RepeatDueMs == 0 && NextStep is null)
        {
            Stop();
        }
    }

    public void Do(EscalationStep step)
    {
        Done.Add(step.Name);
        IsTold |= step.Calls.Count > 0;
        StepsNotBeforeMs = 0;
        if (Done.Count > EpisodeTimes.MaxDone)
        {
            // The match has fewer steps, so some of these were edited away.
            Done.RemoveAt(Done.FindIndex(done => !Match!.Steps.Any(each => each.Name == done)));
        }
    }

    public SavedEpisodePolicy Encode()
    {
        var saved = new SavedEpisodePolicy
        {
            Policy = name,
            FirstToldMs = FirstToldMs,
            RepeatDueMs = RepeatDueMs,
            StepsNotBeforeMs = StepsNotBeforeMs,
            Round = Round,
            Done = { Done },
            IsTold = IsTold,
            IsWithheld = IsWithheld,
        };
        if (Match is not null)
        {
            saved.Match = Match;
        }

        return saved;
    }

    public static EpisodePolicy Decode(SavedEpisodePolicy saved)
    {
        var policy = new EpisodePolicy(saved.Policy)
        {
            FirstToldMs = saved.FirstToldMs,
            Match = saved.Match,
            RepeatDueMs = saved.RepeatDueMs,
            StepsNotBeforeMs = saved.StepsNotBeforeMs,
            Round = saved.Round,
            IsTold = saved.IsTold,
            IsWithheld = saved.IsWithheld,
        };
        policy.Done.AddRange(saved.Done);
        return policy;
    }
}
