using System.Text;
using System.Text.Json;
using Tocsin.V1;

namespace Tocsin.Integration.Acting;

public sealed class SilenceCommandTests : IDisposable
{
    private readonly Logbook _log = new();

    public SilenceCommandTests()
    {
        for (var i = 0; i < 10; i++)
        {
            _log.Write(Logbook.Alarm($"ep-{i}"));
        }

        _log.Write(Logbook.Alarm("ep-over"));
        _log.Write(Logbook.Alarm("ep-over", AlarmState.Recovered, 2));
    }

    [Fact]
    public async Task Add_OfALittle_IsPublishedToItsTopicAndEveryPartitionOfActions()
    {
        var (exitCode, output, _) = await _log.Run("silence add --entity entity-of-ep-1 --entity entity-of-ep-2 --scope service --for 2h --comment disks --by ann");

        Assert.Equal(0, exitCode);
        Assert.Contains("It is for 2 of 10 active alarms (of those that said something since ", output, StringComparison.Ordinal);
        Assert.EndsWith("Z): scope SERVICE, entity entity-of-ep-1 or entity-of-ep-2\n", Above(output), StringComparison.Ordinal);
        var shield = Shields().Single();
        Assert.Matches("^[0-9a-f]{8}$", shield.Id);
        Assert.Equal(("ann", "disks", 0L, 7_200_000L), (shield.By, shield.Comment, shield.FromMs, shield.UntilMs - shield.CreatedMs));
        Assert.Equal(new ShieldMatch { Names = { "entity-of-ep-1", "entity-of-ep-2" }, Scopes = { "SERVICE" } }, shield.Match);
        Assert.Equal([0, 1], _log.Read(Logbook.Topics.Actions).Where(record => ActionRecord.Parser.ParseFrom(record.Value).Shield.Equals(shield)).Select(record => record.Partition).Order());
    }

    [Theory]
    [InlineData("n\n", 1, "That is more than a fifth of them. Add it? [y/N] Not added.\n")]
    [InlineData("", 1, "That is more than a fifth of them. Add it? [y/N] Nobody answers: not added. --yes doesn't ask.\n")]
    [InlineData("y\n", 0, "That is more than a fifth of them. Add it? [y/N] ")]
    public async Task Add_OfMuch_Asks(string answer, int expectedCode, string expected)
    {
        var (exitCode, output, _) = await _log.Run("silence add --all --for 1h --comment x", answer);

        Assert.Equal(expectedCode, exitCode);
        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.Equal(1 - expectedCode, Shields().Count);
    }

    [Fact]
    public async Task Add_OfMuchAsJson_WantsToBeTold()
    {
        var refused = await _log.Run("silence add --all --for 1h --comment x -o json");
        var agreed = await _log.Run("silence add --all --for 1h --comment x -o json --yes");

        Assert.Equal((1, "tocsin: not added: it would mute 10 of 10 active alarms, more than a fifth; --yes adds it nevertheless\n"), (refused.ExitCode, refused.Error));
        using var report = JsonDocument.Parse(agreed.Output);
        Assert.Equal(Shields().Single().Id, report.RootElement.GetProperty("id").GetString());
        Assert.Equal(10, report.RootElement.GetProperty("alarms").GetArrayLength());
    }

    [Fact]
    public async Task Add_DryRun_AddsNothing()
    {
        var (exitCode, output, _) = await _log.Run("silence add --rule slow_* --for 1h --comment x --dry-run");

        Assert.Equal(0, exitCode);
        Assert.Contains("It is for 10 of 10 active alarms", output, StringComparison.Ordinal);
        Assert.Empty(Shields());
    }

    [Fact]
    public async Task Add_ForAPolicy_CountsWhatThatTells()
    {
        var signal = new Signal { Alarm = Logbook.Alarm("ep-3"), Matches = { new PolicyMatch { Policy = "payments" } } };
        _log.Write(Logbook.Topics.Actions, null, new ActionRecord { Signal = signal });

        var (_, output, _) = await _log.Run("silence add --policy pay* --for 1h --comment x --dry-run");

        Assert.Contains("It is for 1 of 10 active alarms", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_TellsStatesAndHowManyEachMutes()
    {
        await _log.Run("silence add --entity entity-of-ep-1 --for 1h --comment now --by ann");
        await _log.Run("silence add --entity entity-of-ep-2 --from 2100-01-01 --until 2100-01-02T03:04 --comment later --by bob");
        Publish(new Shield { Id = "file/nightly", FileName = "nightly", Comment = "backups", Match = new ShieldMatch { Names = { "entity-of-ep-1" } }, Times = { new WeeklyTime { Days = 0 } } });
        Publish(new Shield { Id = "gone", By = "ann", UntilMs = 1_700_000_000_000, IsExpired = true, Match = new ShieldMatch() });

        using var all = JsonDocument.Parse((await _log.Run("silence query --expired -o json")).Output);
        using var ofAlarm = JsonDocument.Parse((await _log.Run("silence query --alarm ep-1 -o json")).Output);
        var text = (await _log.Run("silence query --by ann")).Output;

        Assert.Equal(
            ["active 1 backups", "active 1 now", "expired 0 ", "pending 0 later"],
            Silences(all).Select(silence => $"{silence.GetProperty("state").GetString()} {silence.GetProperty("mutes").GetInt32()} {silence.GetProperty("comment").GetString()}").Order(StringComparer.Ordinal));
        Assert.Equal(2, Silences(ofAlarm).Count());
        Assert.Contains("  active  1      entity entity-of-ep-1  until ", text, StringComparison.Ordinal);
        Assert.StartsWith("1 silence; 10 alarms active, of those that said something since ", text.Split('\n')[^2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Expire_EndsItAtOnceAndOnce()
    {
        await _log.Run("silence add --entity entity-of-ep-1 --for 1h --comment now");
        var id = Shields().Single().Id;

        var first = await _log.Run($"silence expire {id[..5]}");
        var second = await _log.Run($"silence expire {id}");
        using var third = JsonDocument.Parse((await _log.Run($"silence expire {id} -o json")).Output);

        Assert.Equal((0, $"{id} expired: entity entity-of-ep-1\n"), (first.ExitCode, first.Output));
        var again = Assert.Single(Silences(third));
        Assert.Equal((id, true), (again.GetProperty("id").GetString(), again.GetProperty("wasOver").GetBoolean()));
        Assert.Equal(0, second.ExitCode);
        Assert.StartsWith($"{id} was over since ", second.Output, StringComparison.Ordinal);
        var expired = Shields().Last();
        Assert.True(expired.IsExpired && expired.UntilMs > 0 && expired.UntilMs < expired.CreatedMs + 3_600_000);
        Assert.Equal(2, Shields().Count);
    }

    [Theory]
    [InlineData("silence expire file/nightly", 1, "tocsin: silence file/nightly comes from the policies' file, where it is called 'nightly': take it out there. Nothing was expired")]
    [InlineData("silence expire nothing", 1, "tocsin: there is no silence nothing; 'tocsin silence query --expired' shows those there are. Nothing was expired")]
    [InlineData("silence add --tag =x --for 1h --comment x", 2, "tocsin silence add: --tag '=x': expected NAME=VALUE")]
    [InlineData("silence query --alarm zzzz", 1, "tocsin: no active alarm zzzz among those that said something since ")]
    [InlineData("silence add --for 1h --comment x", 2, "tocsin silence add: what is the silence for? Say --rule, --scope, --entity, --tag, --attribute or --policy, or --all for every alarm")]
    [InlineData("silence add --all --rule x --for 1h --comment x", 2, "tocsin silence add: either --all or what the silence is for, not both")]
    [InlineData("silence add --rule x --comment x", 2, "tocsin silence add: how long? Say --until or --for, or --weekly for what comes every week")]
    [InlineData("silence add --rule x --comment x --for 1h --until 2100-01-01", 2, "tocsin silence add: either --until or --for, not both")]
    [InlineData("silence add --rule x --comment x --for soon", 2, "tocsin silence add: --for 'soon': expected a duration such as 15m, 2h or 3d")]
    [InlineData("silence add --rule x --comment x --until 12:00", 2, "tocsin silence add: --until '12:00': expected a time such as 2026-01-31T12:00")]
    [InlineData("silence add --rule x --comment x --until 2023-11-14", 2, "tocsin silence add: --until 2023-11-14T00:00:00.000Z is over")]
    [InlineData("silence add --rule x --comment x --until 2100-01-01 --from 2100-01-02", 2, "tocsin silence add: --until is later than --from: else the silence ends before it begins")]
    [InlineData("silence add --rule x --comment x --weekly son", 2, "tocsin silence add: --weekly 'son': expected days, a time or both, such as")]
    [InlineData("silence add --rule x --comment x --weekly sun --zone Asia/Peking", 2, "tocsin silence add: --zone 'Asia/Peking': there is no such time zone; they are called as in Europe/Berlin or UTC")]
    [InlineData("silence add --rule x --comment x --for 1h --zone UTC", 2, "tocsin silence add: --zone belongs to --weekly")]
    [InlineData("silence add --rule x --for 1h", 2, "tocsin silence add: Option '--comment' is required")]
    [InlineData("silence add --tag level --for 1h --comment x", 2, "tocsin silence add: --tag 'level': expected NAME=VALUE")]
    [InlineData("silence add --scope host --for 1h --comment x", 2, "tocsin silence add: Argument 'host' not recognized")]
    public async Task Command_ThatCanNotWork_SaysWhyAndChangesNothing(string line, int expectedCode, string expected)
    {
        Publish(new Shield { Id = "file/nightly", FileName = "nightly", Match = new ShieldMatch() });

        var (exitCode, _, error) = await _log.Run(line);

        Assert.StartsWith(expected, error, StringComparison.Ordinal);
        Assert.Equal(expectedCode, exitCode);
        Assert.Single(Shields());
    }

    public void Dispose() => _log.Dispose();

    private static JsonElement.ArrayEnumerator Silences(JsonDocument report) => report.RootElement.GetProperty("silences").EnumerateArray();

    private static string Above(string output) => string.Concat(output.Split('\n').SkipLast(2).Select(line => $"{line}\n"));

    private void Publish(Shield shield) => _log.Write(Logbook.Topics.Shields, Encoding.UTF8.GetBytes(shield.Id), shield);

    private List<Shield> Shields() => _log.Read(Logbook.Topics.Shields).ConvertAll(record => Shield.Parser.ParseFrom(record.Value));
}
