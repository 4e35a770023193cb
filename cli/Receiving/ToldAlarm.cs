using Tocsin.V1;

namespace Tocsin.Cli.Receiving;

/// <summary>An alarm as far as a message tells it to a program; of a chat message there is only the text.</summary>
internal sealed record ToldAlarm(AlarmState? State, string Rule, string Entity, string Text)
{
    /// <summary>By the log's clock; 0 if the message doesn't say.</summary>
    public long TimeMs { get; init; }
}
