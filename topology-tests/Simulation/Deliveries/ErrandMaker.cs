using Google.Protobuf;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Simulation.Deliveries;

/// <summary>Makes deliveries what Converge may command: notifications, callbacks, summaries and questions.</summary>
internal static class ErrandMaker
{
    /// <summary>Of a summary.</summary>
    public const int MostAlarms = 8;

    private const long StartMs = 1_700_000_040_000;

    /// <param name="delivery">Of a single alarm.</param>
    /// <param name="random">Decides what it becomes.</param>
    /// <param name="alarm">Makes an alarm for a place in a summary.</param>
    public static Delivery Command(Delivery delivery, Random random, Func<int, AlarmMessage> alarm)
    {
        var errand = new Errand { RecordId = $"record of {delivery.Id}", Key = ByteString.CopyFromUtf8($"key {random.Next(20)}") };
        switch (random.Next(6))
        {
            case 0:
                errand.MaxAttempts = (uint)random.Next(1, 4);
                errand.NotAfterMs = StartMs + random.Next(1, 300_000);
                break;
            case 1:
                errand.Question = new Question { Sentence = "why", UntilMs = StartMs + 60_000 };
                errand.NotAfterMs = errand.Question.UntilMs;
                break;
            case 2 or 3:
                errand.Summary = new Summary { More = (uint)random.Next(3), Alarms = { Enumerable.Range(0, random.Next(1, MostAlarms + 1)).Select(alarm) } };
                delivery.Alarm = null;
                break;
            case 4 when random.Next(3) == 0:
                delivery.Redriven = 1;
                break;
        }

        delivery.Errand = errand;
        return delivery;
    }

    /// <summary>Converge waits to be told how it ends.</summary>
    public static bool HasOutcome(Delivery delivery) => delivery is { Redriven: 0, Errand: { Question: null } };
}
