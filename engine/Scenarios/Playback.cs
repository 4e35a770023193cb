using System.Collections.Immutable;
using Google.Protobuf;
using Tocsin.Engine.Detection;
using Tocsin.Engine.Rules;
using Tocsin.V1;

namespace Tocsin.Engine.Scenarios;

/// <summary>What a detector made of a scenario's records: the one that runs in production, fed with the bytes it would read there.</summary>
internal sealed record Playback(ImmutableArray<AlarmMessage> Alarms, ImmutableArray<ArrivedRejection> Rejections)
{
    /// <summary><paramref name="adapt"/> changes each rule set before the detector gets it, to ask another question of the same records.</summary>
    public static Playback Of(Scenario scenario, Func<RuleSet, RuleSet> adapt)
    {
        var detector = new Detector(adapt(scenario.Rules));
        var output = new DetectorOutput();
        var alarms = ImmutableArray.CreateBuilder<AlarmMessage>();
        var rejections = ImmutableArray.CreateBuilder<ArrivedRejection>();
        foreach (var (timestampMs, record) in scenario.Records)
        {
            output.Clear();
            detector.Process(
                record.ToByteArray(), timestampMs, version => scenario.LaterRules.GetValueOrDefault(version) is { } rules ? adapt(rules) : null, output);
            alarms.AddRange(output.Alarms);
            rejections.AddRange(output.Rejections.Select(rejection => new ArrivedRejection(timestampMs, record, rejection)));
        }

        return new(alarms.DrainToImmutable(), rejections.DrainToImmutable());
    }
}
