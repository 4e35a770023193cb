using System.Collections.Immutable;
using Tocsin.Engine.Rules;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Cases;

/// <summary>Draws the records of one partition: mostly one sample after the other, now and then anything a producer might do.</summary>
internal sealed class RandomRecords(Random random, ImmutableArray<RuleSet> ruleSets)
{
    private const long MinuteMs = 60_000;
    private const long Start = 1_609_459_200_000;
    private static readonly (int Scope, string Id0, string Id1, string Name)[] _entities =
    [
        (1, "a", "", "svc-a"),
        (1, "id-b", "", "svc-b"),
        (1, "id-c", "", "svc-c"),
        (1, "\uE000", "", "svc-private"),
        (1, "😀", "", "svc-smile"),
        (2, "a", "", "i1 of svc-a"),
        (4, "a", "id-b", "svc-a to svc-b"),
        (4, "id-b", "a", "svc-b to svc-a"),
    ];

    private readonly RandomValues _values = new(random);
    private readonly int[] _present = [.. Enumerable.Range(0, random.Between(1, 3)).Select(_ => random.Next(_entities.Length))];
    private readonly double _unknownShare = random.Chance(0.3) ? 0.4 : 0.05;
    private long _nowMs = Start + random.Next(1_000_000);
    private int _activated;
    private bool _isStarted;

    public ImmutableArray<CaseRecord> Next() =>
        [.. Enumerable.Range(0, random.Chance(0.8) ? random.Between(10, 40) : random.Between(40, 80)).Select(_ => NextRecord())];

    private CaseRecord NextRecord()
    {
        var timestampMs = NextTimestamp();
        return new(timestampMs, random.NextDouble() switch
        {
            < 0.60 => new() { Sample = NextSample() },
            < 0.82 => new() { Batch = NextBatch() },
            < 0.93 => new() { Tick = new() { TimeMs = timestampMs } },
            < 0.98 => new() { Activation = new() { Version = NextVersion() } },
            < 0.99 => new() { Activation = new() { Version = "nobody has this" } },
            _ => null,
        });
    }

    private string NextVersion() =>
        ruleSets[random.Chance(0.2) ? random.Next(ruleSets.Length) : _activated = Math.Min(_activated + 1, ruleSets.Length - 1)].Version;

    /// <summary>The first record knows its time: what a partition says before its clock is known is nobody's business.</summary>
    private long NextTimestamp()
    {
        var step = random.NextDouble() switch
        {
            < 0.40 => random.Next(20_000),
            < 0.80 => random.Between(20_000, 75_000),
            < 0.84 => 0,
            < 0.93 => random.Between(1, 8) * MinuteMs,
            < 0.955 => random.Between(8, 90) * MinuteMs,
            < 0.9558 => random.Between(200, 4_000) * MinuteMs,
            < 0.975 => ToBoundary(),
            _ => -random.Between(1, 150_000),
        };
        _nowMs = Math.Max(_nowMs, _nowMs + step);
        var isFirst = !_isStarted;
        _isStarted = true;
        return isFirst ? _nowMs : random.Chance(0.005) ? -random.Next(2) : step < 0 ? _nowMs + step : _nowMs;
    }

    /// <summary>To exactly the moment a minute falls due, or just before.</summary>
    private long ToBoundary() => MinuteMs - (_nowMs % MinuteMs) + ruleSets[0].GraceMs - random.Next(2);

    private Sample NextSample()
    {
        var entity = _entities[random.Pick(_present.AsSpan())];
        var sample = new Sample
        {
            Metric = random.Chance(0.02) ? "unknown" : $"m{random.Between(0, random.Between(0, 2))}",
            Entity = new() { Scope = (Scope)entity.Scope, Id0 = entity.Id0, Id1 = entity.Id1, Name = NextName(entity.Name) },
            TimeMs = NextTime(),
        };
        if (random.Chance(0.2))
        {
            sample.Entity.Attributes.Add("host", random.Pick("h1", "h2"));
            sample.Entity.Attributes.Add("rack", "r");
        }

        _values.Fill(sample);
        if (random.Chance(0.01))
        {
            _values.Spoil(sample);
        }

        return sample;
    }

    private string NextName(string usual) => random.NextDouble() switch
    {
        < 0.05 => random.Pick("svc-a", "svc-b", "other"),
        _ => random.Chance(_unknownShare) ? "" : usual,
    };

    private long NextTime() => random.NextDouble() switch
    {
        < 0.45 => 0,
        < 0.70 => _nowMs - random.Next(60_000),
        < 0.85 => _nowMs - (random.Between(0, 6) * MinuteMs),
        < 0.90 => _nowMs - (random.Between(50, 72) * MinuteMs),
        < 0.93 => AtEdge(),
        < 0.98 => _nowMs + random.Between(1, 60_000),
        < 0.99 => _nowMs + random.Between(60_000, 60_001),
        _ => random.Pick(1, 59_999, _nowMs + (3 * MinuteMs), long.MaxValue),
    };

    /// <summary>About the oldest minute that one of the rules still takes.</summary>
    private long AtEdge()
    {
        var rules = ruleSets[0].Rules;
        var nextCheck = (_nowMs - ruleSets[0].GraceMs) / MinuteMs;
        return (nextCheck - rules[random.Next(rules.Length)].PeriodMinutes + random.Between(0, 2)) * MinuteMs;
    }

    private Batch NextBatch()
    {
        var samples = Enumerable.Range(0, random.Between(1, 6)).Select(_ => NextSample()).ToList();
        var batch = new Batch { TimeMs = random.Chance(0.7) ? 0 : NextTime() };
        foreach (var sample in samples)
        {
            batch.Points.Add(NextPoint(batch, sample));
        }

        return batch;
    }

    private Point NextPoint(Batch batch, Sample sample)
    {
        var point = new Point
        {
            Entity = random.Chance(0.005) ? 99 : (uint)Index(batch.Entities, sample.Entity ?? new()),
            Metric = random.Chance(0.005) ? uint.MaxValue : (uint)Index(batch.Metrics, sample.Metric),
            TimeMs = sample.TimeMs,
        };
        switch (sample.ValueCase)
        {
            case Sample.ValueOneofCase.Integer:
                point.Integer = sample.Integer;
                break;
            case Sample.ValueOneofCase.Real:
                point.Real = sample.Real;
                break;
            case Sample.ValueOneofCase.Several:
                point.Several = sample.Several;
                break;
            case Sample.ValueOneofCase.Labelled:
                point.Labelled = sample.Labelled;
                break;
        }

        return point;
    }

    private static int Index<T>(IList<T> known, T wanted)
    {
        if (!known.Contains(wanted))
        {
            known.Add(wanted);
        }

        return known.IndexOf(wanted);
    }
}
