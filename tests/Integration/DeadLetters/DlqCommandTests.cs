using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Tocsin.Integration.Rules;
using Tocsin.Runtime.Brokers;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Integration.DeadLetters;

public sealed class DlqCommandTests : IDisposable
{
    private readonly Mailbox _mailbox = new();

    [Fact]
    public async Task List_OfDeliveriesAndSamples_TellsWhatBecameOfEach()
    {
        _mailbox.GiveUp(Mailbox.Delivery("a"));
        _mailbox.GiveUp(Mailbox.Delivery("b"));
        _mailbox.Note(Mailbox.Delivery("b"), DeliveryStatus.Delivered);
        _mailbox.Reject("cart");

        var (exitCode, output, _) = await Run("dlq list");

        Assert.Equal(0, exitCode);
        Assert.Equal(
            [
                "0@0  2023-11-14 22:13:20  deliver  http-503  slack.ops  FIRING     slow_rule  entity of a  dead  Service Unavailable",
                "0@1  2023-11-14 22:13:20  deliver  http-503  slack.ops  FIRING     slow_rule  entity of b  delivered  Service Unavailable",
                "0@2  2023-11-14 22:13:21  detect  late  tocsin.metrics.v1[2]@4  cart  dead  an hour late",
                "3 dead letters:",
                "  deliver  http-503  2: 1 dead, 1 delivered",
                "  detect  late  1: 1 dead",
            ],
            output.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task List_Filtered_AsJson_HasWhatFits()
    {
        _mailbox.GiveUp(Mailbox.Delivery("a"));
        _mailbox.GiveUp(Mailbox.Delivery("b", "webhook.ops"));
        _mailbox.Reject("cart");

        using var report = JsonDocument.Parse((await Run("dlq list --receiver web* --since 2023-11-14 --until 2023-11-15 -o json")).Output);

        var letter = Assert.Single(report.RootElement.GetProperty("letters").EnumerateArray());
        Assert.Equal(("0@1", "b", "dead"), (letter.GetProperty("place").GetString(), letter.GetProperty("deliveryId").GetString(), letter.GetProperty("status").GetString()));
        Assert.Equal(1, report.RootElement.GetProperty("totals")[0].GetProperty("statuses").GetProperty("dead").GetInt32());
    }

    [Fact]
    public async Task Show_OfADelivery_HasItsAlarmAndLedger()
    {
        _mailbox.GiveUp(Mailbox.Delivery("a"));

        var text = (await Run("dlq show 0@0")).Output;
        using var json = JsonDocument.Parse((await Run("dlq show 0@0 -o json")).Output);

        Assert.StartsWith("0@0  2023-11-14 22:13:20  deliver  http-503  dead\n  about     slack.ops  FIRING", text, StringComparison.Ordinal);
        Assert.Equal("alarm of a", json.RootElement.GetProperty("value").GetProperty("delivery").GetProperty("alarm").GetProperty("id").GetString());
        Assert.Equal("DELIVERY_STATUS_DEAD", json.RootElement.GetProperty("ledger").GetProperty("status").GetString());
        Assert.Contains(json.RootElement.GetProperty("headers").EnumerateArray(), header => header.GetProperty("name").GetString() == "tocsin.error.stage");
    }

    [Fact]
    public async Task Redrive_OfADelivery_GoesToItsReceiverOnceHoweverOftenItIsAsked()
    {
        _mailbox.GiveUp(Mailbox.Delivery("a"));

        var first = await Run("dlq redrive 0@0 --yes");
        var second = await Run("dlq redrive 0@0 --yes");

        Assert.Equal((0, "1 dead letter went: 1 to tocsin.deliveries.v1\n"), (first.ExitCode, first.Output));
        Assert.Equal((0, "0 dead letters would go; 1 skipped: 1 waiting again\n"), (second.ExitCode, second.Output));
        var delivery = Assert.Single(_mailbox.Deliveries());
        Assert.Equal(("a", 1u, null), (delivery.Id, delivery.Redriven, delivery.Origin));
        Assert.Equal("slack.ops", Encoding.UTF8.GetString(_mailbox.Read(Mailbox.Topics.Deliveries)[0].Key!));
        Assert.Contains("  waiting  ", (await Run("dlq list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redrive_OfADeliveryThatDiedAgain_GoesOnceMore()
    {
        _mailbox.GiveUp(Mailbox.Delivery("a"));
        await Run("dlq redrive --all --yes");
        _mailbox.GiveUp(_mailbox.Deliveries().Single());

        var (_, output, _) = await Run("dlq redrive --all --yes");

        Assert.Equal("1 dead letter went: 1 to tocsin.deliveries.v1; 1 skipped: 1 redriven and dead again: a newer letter tells of it\n", output);
        Assert.Equal([1u, 2u], _mailbox.Deliveries().Select(delivery => delivery.Redriven));
    }

    [Fact]
    public async Task Redrive_OfASample_GoesToItsPartitionOnceUnlessForced()
    {
        _mailbox.Reject("cart");

        await Run("dlq redrive --all --stage detect --yes");
        await Run("dlq redrive --all --stage detect --yes");
        var sample = Assert.Single(_mailbox.Read(Mailbox.Topics.Metrics));
        await Run("dlq redrive 0@0 --yes --force");

        Assert.Equal((2, "cart"), (sample.Partition, Encoding.UTF8.GetString(sample.Key!)));
        Assert.Equal(["tocsin.redriven.from"], HeaderTexts.Of(sample).Select(header => header.Key));
        Assert.True(sample.TimestampMs > 1_700_000_001_000, "the time is that of the redrive");
        Assert.Equal(2, _mailbox.Read(Mailbox.Topics.Metrics).Count);
    }

    [Fact]
    public async Task Redrive_OfMany_GoesInOrderWhateverTheLots()
    {
        for (var i = 0; i < 25; i++)
        {
            _mailbox.GiveUp(Mailbox.Delivery($"{i:00}"));
        }

        var (_, output, _) = await Run("dlq redrive --all --yes --rate 100");

        Assert.Equal("25 dead letters went: 25 to tocsin.deliveries.v1\n", output);
        Assert.Equal(Enumerable.Range(0, 25).Select(i => $"{i:00}"), _mailbox.Deliveries().Select(delivery => delivery.Id));
    }

    [Theory]
    [InlineData("--dry-run", "", 0, "0@0  slack.ops  FIRING     slow_rule  entity of a  -> tocsin.deliveries.v1\n1 dead letter would go: 1 to tocsin.deliveries.v1\n")]
    [InlineData("", "n\n", 1, "Redrive them? [y/N] Nothing was redriven.\n")]
    [InlineData("", "", 1, "Redrive them? [y/N] Nobody answers: nothing was redriven. --yes doesn't ask.\n")]
    public async Task Redrive_NotAgreed_ChangesNothing(string option, string answer, int expectedCode, string expected)
    {
        _mailbox.GiveUp(Mailbox.Delivery("a"));

        var (exitCode, output, _) = await Run($"dlq redrive --all {option}", answer);

        Assert.Equal(expectedCode, exitCode);
        Assert.EndsWith(expected, output, StringComparison.Ordinal);
        Assert.Empty(_mailbox.Deliveries());
        Assert.Single(_mailbox.Read(Mailbox.Topics.Records));
    }

    [Fact]
    public async Task Redrive_Agreed_Goes()
    {
        _mailbox.GiveUp(Mailbox.Delivery("a"));

        var (exitCode, output, _) = await Run("dlq redrive --all", "y\n");

        Assert.Equal(0, exitCode);
        Assert.EndsWith("Redrive them? [y/N] 1 dead letter went: 1 to tocsin.deliveries.v1\n", output, StringComparison.Ordinal);
        Assert.Single(_mailbox.Deliveries());
    }

    [Fact]
    public async Task Redrive_WhenAnotherBegan_EndsAndSaysSo()
    {
        _mailbox.GiveUp(Mailbox.Delivery("a"));
        _mailbox.Broker.FailNext(BrokerRequest.EndTransaction, ErrorCode.ProducerFenced);

        var (exitCode, output, error) = await Run("dlq redrive --all --yes");

        Assert.Equal(1, exitCode);
        Assert.Equal("0 dead letters went; 1 did not, the same command again sends them\n", output);
        Assert.StartsWith("tocsin: another redrive began after this one", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redrive_OfWhatCanNotGo_SaysWhyAndExits1()
    {
        _mailbox.Write(new OutputRecord(Mailbox.Topics.DeadLetters, null, [1, 2]));

        var (exitCode, output, _) = await Run("dlq redrive --all --yes");

        Assert.Equal((1, "0 dead letters would go; 1 skipped: 1 not decodable: not a dead letter of Tocsin\n"), (exitCode, output));
    }

    [Fact]
    public async Task Tail_OfDeliveries_ShowsTheLedger()
    {
        _mailbox.GiveUp(Mailbox.Delivery("a"));
        _mailbox.Note(Mailbox.Delivery("b", "webhook.ops"), DeliveryStatus.Delivered);

        var (exitCode, output, _) = await Run("tail deliveries --from-beginning -n 1 --receiver web*");

        Assert.Equal(0, exitCode);
        Assert.Contains("  DELIVERED  webhook.ops  ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tail deliveries --status lost", 2, "tocsin tail deliveries: Argument 'lost' not recognized")]
    [InlineData("dlq show 12", 2, "tocsin dlq show: '12' isn't a place: expected partition@offset, such as 0@12")]
    [InlineData("dlq show", 2, "tocsin dlq show: Required argument missing")]
    [InlineData("dlq redrive", 2, "tocsin dlq redrive: what to redrive? Name places as 'tocsin dlq list' shows them, or --all")]
    [InlineData("dlq redrive 0@1 --all", 2, "tocsin dlq redrive: either places or --all, not both")]
    [InlineData("dlq redrive --all --rate 0", 2, "tocsin dlq redrive: --rate is 1 or more")]
    [InlineData("dlq list --since soon", 2, "tocsin dlq list: 'soon' is neither a duration such as 15m nor a time such as 2026-01-31T12:00")]
    [InlineData("dlq redrive 0@1 --stage detect", 1, "tocsin: filters belong to --all")]
    [InlineData("dlq show 0@7", 1, "tocsin: there is no dead letter 0@7 in tocsin.dead-letters.v1; 'tocsin dlq list' shows those there are")]
    [InlineData("dlq redrive 0@7 1@0 --yes", 1, "tocsin: there is no dead letter 0@7, 1@0 in tocsin.dead-letters.v1; nothing was redriven")]
    [InlineData("dlq list --prefix other", 1, "tocsin: there is no topic other.dead-letters.v1")]
    public async Task Command_ThatCanNotWork_SaysWhy(string line, int expectedCode, string expected)
    {
        var (exitCode, _, error) = await Run(line);

        Assert.StartsWith(expected, error, StringComparison.Ordinal);
        Assert.Equal(expectedCode, exitCode);
    }

    [Fact]
    public async Task Command_WithoutKafka_SaysSoWithinABoundedTime()
    {
        var (exitCode, _, error) = await Commands.Run($"dlq list -b 127.0.0.1:{Brokers.Client.FreePort()}");

        Assert.Equal(1, exitCode);
        Assert.StartsWith("tocsin: no answer from Kafka at 127.0.0.1:", error, StringComparison.Ordinal);
    }

    public void Dispose() => _mailbox.Dispose();

    private Task<(int ExitCode, string Output, string Error)> Run(string line, string input = "") => Commands.Run($"{line} {_mailbox.At}", input);
}
