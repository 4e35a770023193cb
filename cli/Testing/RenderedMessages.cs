using System.Collections.Immutable;
using System.Text.Json;
using Tocsin.Cli.Receivers;
using Tocsin.Cli.Routing;
using Tocsin.Dispatch.Approvals;
using Tocsin.Dispatch.Channels;
using Tocsin.Engine.PolicyScenarios;
using Tocsin.Engine.Templates;
using Tocsin.V1;

namespace Tocsin.Cli.Testing;

/// <summary>Renders the messages of a test as a running Dispatch would, with the settings of the test. Nothing is sent.</summary>
internal sealed class RenderedMessages(PolicyScenario scenario) : IDisposable
{
    private readonly KnownReceivers _receivers = new(new SettingsOptions.Settings(scenario.Rules, scenario.Dispatch));

    public MessageRendering Rendering => new(_receivers.WhyUntold, Texts);

    public void Dispose() => _receivers.Dispose();

    /// <summary>The requests as they go out, then every text in those that are JSON: sentences behind ids and other words, the longest last.</summary>
    private ImmutableArray<string> Texts(ToldMessage message)
    {
        var previews = _receivers.Find(message.Receiver).Render(new OutgoingMessage
        {
            Id = message.Errand.RecordId,
            Alarms = Told(message),
            NowMs = message.AtMs,
            IsSummary = message.Errand.Summary is not null,
            More = message.Errand.Summary?.More ?? 0,
            Asks = message.Errand.Question is null ? null : message.Errand,
            Errands = ErrandWords.ByAlarm(message.Alarms.Select(alarm => (alarm, (Errand?)message.Errand))),
        });
        var bodies = previews.Select(preview => preview.Body).ToList();
        return [.. bodies, .. bodies.SelectMany(Strings).OrderBy(text => text.Any(char.IsWhiteSpace)).ThenBy(text => text.Length)];
    }

    /// <summary>A question stands where the alarm's message stands; it has no link, since nobody could open it.</summary>
    private static ImmutableArray<AlarmMessage> Told(ToldMessage message)
    {
        if (message.Errand.Question is null)
        {
            return message.Alarms;
        }

        var asking = message.Alarms[0].Clone();
        asking.AlarmMessage_ = QuestionText.Of(message.Errand, asking, "");
        return [asking];
    }

    /// <summary>None if it isn't JSON.</summary>
    private static IEnumerable<string> Strings(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Strings(document.RootElement).ToList();
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Strings(property.Value)),
        _ => [],
    };
}
