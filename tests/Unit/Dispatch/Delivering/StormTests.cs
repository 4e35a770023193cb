using Tocsin.Engine.Deliveries;
using Tocsin.V1;

namespace Tocsin.Unit.Dispatch.Delivering;

public class StormTests
{
    private const int Alarms = 100_000;

    [Theory]
    [InlineData("slack", 150)]
    [InlineData("dingtalk", 150)]
    public void Storm_ForAPacedReceiver_IsToldInFewMessages_AndEveryAlarmIsDelivered(string hookType, int mostMessages)
    {
        using var storm = new Storm(hookType);
        storm.Run(Alarms, alarmsPerStep: 500);
        Assert.Equal(Alarms, storm.States.Count);
        Assert.All(storm.States, status => Assert.Equal(DeliveryStatus.Delivered, status));
        Assert.InRange(storm.Messages, 1, mostMessages);
        Assert.InRange(storm.MostOpen, 1, Outboxes.DefaultMaxOpen);
    }
}
