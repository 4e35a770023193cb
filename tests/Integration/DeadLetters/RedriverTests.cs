using Tocsin.Cli.DeadLetters;

namespace Tocsin.Integration.DeadLetters;

public sealed class RedriverTests : IDisposable
{
    private readonly Mailbox _mailbox = new();

    [Fact]
    public void Run_ToldToStop_SendsNothingMore()
    {
        _mailbox.GiveUp(Mailbox.Delivery("a"));
        using var redriver = new Redriver(_mailbox.Client, Mailbox.Topics, perSecond: 1);

        redriver.Run(Plan(), new CancellationToken(canceled: true));

        Assert.Equal(0, redriver.Went);
        Assert.Empty(_mailbox.Deliveries());
        Assert.Single(_mailbox.Read(Mailbox.Topics.Records));
    }

    [Fact]
    public void Run_SlowerThanALot_SendsOneByOneInOrder()
    {
        _mailbox.GiveUp(Mailbox.Delivery("a"));
        _mailbox.GiveUp(Mailbox.Delivery("b"));
        using var redriver = new Redriver(_mailbox.Client, Mailbox.Topics, perSecond: 9);

        redriver.Run(Plan(), CancellationToken.None);

        Assert.Equal(2, redriver.Went);
        Assert.Equal(["a", "b"], _mailbox.Deliveries().Select(delivery => delivery.Id));
    }

    public void Dispose() => _mailbox.Dispose();

    /// <summary>As if nothing had gone yet.</summary>
    private IReadOnlyList<Redrive> Plan()
    {
        var letters = Letters.Read(_mailbox.Client, Mailbox.Topics, _ => true, withContent: true);
        var partitions = new Dictionary<string, int> { [Mailbox.Topics.Deliveries] = 2 };
        return new RedrivePlanner(Mailbox.Topics, new LedgerTable(letters), partitions, isForced: false, nowMs: 0).Plan(letters).Going;
    }
}
