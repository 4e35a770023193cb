using System.Globalization;
using System.Text;
using Google.Protobuf;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Benchmarks.Deliver;

/// <summary>Writes alarms as Detect does, each of its own entity, whose id0 is the alarm's number.</summary>
internal sealed class Alarms(DispatchTopics topics) : IDisposable
{
    private readonly TopicWriter _writer = new(topics.Client);

    public int Written { get; private set; }

    /// <param name="hooks">Whom to tell; the default hooks if none.</param>
    public void Write(params ReadOnlySpan<string> hooks)
    {
        var number = Written++.ToString(CultureInfo.InvariantCulture);
        var timeMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var alarm = new AlarmMessage
        {
            ScopeId = 1,
            Scope = "SERVICE",
            Id0 = number,
            Name = $"checkout-{number}",
            Id = $"{Guid.NewGuid():N}",
            EpisodeId = $"{Guid.NewGuid():N}",
            RuleName = "service_resp_time_rule",
            RuleVersion = "0a1b2c3d",
            AlarmMessage_ = $"Response time of service checkout-{number} is more than 1000 ms in 3 minutes of the last 10",
            State = AlarmState.Firing,
            StartTime = timeMs,
            TimeMs = timeMs,
            PeriodMinutes = 10,
            Count = 3,
            Matched = 3,
            Tags = new AlarmTags { Data = { new KeyStringValuePair { Key = "level", Value = "WARNING" } } },
            Origin = new Origin { Topic = topics.Names.Metrics, Offset = Written },
        };
        foreach (var hook in hooks)
        {
            alarm.Hooks.Add(hook);
        }

        // One partition, so that origins ascend wherever it is read.
        _writer.Write(new OutputRecord(topics.Names.Alarms, Encoding.UTF8.GetBytes(number), alarm.ToByteArray()), 0);
    }

    public void Dispose() => _writer.Dispose();
}
