using Tocsin.Cli.Receiving;
using Tocsin.Cli.Tailing;
using Tocsin.Engine.Detection;
using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.V1;

namespace Tocsin.Cli.Running;

/// <summary>Prints alarms as they arrive on the topic, and the first check of every silence, so that one can see that it works.</summary>
internal sealed class AlarmFeed(Terminal terminal)
{
    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(100);
    private readonly Lock _lock = new();
    private readonly HashSet<(string Rule, string Entity)> _fired = [];

    public void Follow(ClientSettings client, Topics topics, CancellationToken stop)
    {
        using var reader = new TopicReader(client, topics.Alarms, fromBeginning: true);
        while (!stop.IsCancellationRequested)
        {
            if (reader.Read(_poll) is { Value: { } value })
            {
                Print(AlarmMessage.Parser.ParseFrom(value));
            }
        }
    }

    /// <summary>Told by Detect for every silenced check; prints the first after each firing.</summary>
    public void Silenced(SilencedCheck silenced)
    {
        lock (_lock)
        {
            if (_fired.Remove((silenced.RuleName, silenced.EntityName)))
            {
                terminal.Out.WriteLine(AlarmLine.Of(silenced, terminal));
                terminal.Out.Flush();
            }
        }
    }

    /// <summary>Told by the receiver page of every message.</summary>
    public void Arrived(Arrival arrival)
    {
        lock (_lock)
        {
            foreach (var line in ArrivalLine.Of(arrival, terminal))
            {
                terminal.Out.WriteLine(line);
            }

            terminal.Out.Flush();
        }
    }

    private void Print(AlarmMessage alarm)
    {
        lock (_lock)
        {
            terminal.Out.WriteLine(AlarmLine.Of(alarm, terminal));
            terminal.Out.Flush();
            if (alarm.State == AlarmState.Firing)
            {
                _fired.Add((alarm.RuleName, alarm.Name));
            }
        }
    }
}
