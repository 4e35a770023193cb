using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Topics;

namespace Tocsin.Unit.Logs;

public sealed class ClientOptionsTests : IDisposable
{
    private const string Canary = "canary-7f3b";
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public void Sources_TheSameName_TheLaterSourceWins()
    {
        File.WriteAllText(_file, "# of the cluster\n\n sasl.username = file \nclient.rack=file\n");

        var options = ClientOptions.Read(["client.rack=given", "client.rack=last"], _file, new Dictionary<string, string>
        {
            ["TOCSIN_CLIENT_SASL_USERNAME"] = "environment",
            ["TOCSIN_CLIENT_SECURITY_PROTOCOL"] = "SASL_SSL",
            ["OTHER"] = "x",
        });

        Assert.Equal(
            [("client.rack", "last"), ("sasl.username", "file"), ("security.protocol", "SASL_SSL")],
            options.OrderBy(option => option.Key, StringComparer.Ordinal).Select(option => (option.Key, option.Value)));
    }

    [Fact]
    public void File_NamedByTheEnvironment_IsRead()
    {
        File.WriteAllText(_file, "client.rack=b\n");

        Assert.Equal("b", ClientOptions.Read([], null, new Dictionary<string, string> { ["TOCSIN_CLIENT_FILE"] = _file })["client.rack"]);
    }

    [Fact]
    public void Value_InAFileOrVariable_IsFetched()
    {
        File.WriteAllText(_file, Canary + "\n");

        var options = ClientOptions.Read([$"sasl.password=file:{_file}", "ssl.key.password=env:KEY"], null, new Dictionary<string, string> { ["KEY"] = "a=b" });

        Assert.Equal((Canary, "a=b"), (options["sasl.password"], options["ssl.key.password"]));
    }

    [Theory]
    [InlineData("canary-7f3b")]
    [InlineData("=canary-7f3b")]
    [InlineData("sasl.password=file:/nowhere/x")]
    [InlineData("sasl.password=env:TOCSIN_NOT_SET")]
    public void Option_NotReadable_IsOneLineWithoutSecrets(string option)
    {
        var failure = Assert.Throws<StageFailureException>(() => ClientOptions.Read([option], null, new Dictionary<string, string>()));

        Assert.DoesNotContain(Canary, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public void LineOfAFile_WithoutName_IsNamedByItsNumber()
    {
        File.WriteAllText(_file, $"client.rack=b\n{Canary}\n");

        var failure = Assert.Throws<StageFailureException>(() => ClientOptions.Read([], _file, new Dictionary<string, string>()));

        Assert.StartsWith($"{_file}:2: ", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no.such.option", "x", "no.such.option")]
    [InlineData("security.protocol", Canary, "security.protocol")]
    [InlineData("linger.ms", Canary, "queue.buffering.max.ms")]
    [InlineData("ssl.key.pem", Canary, "ssl.key.pem")]
    public void Client_WithAnOptionItDoesNotTake_NamesItAndNoValue(string name, string value, string expected)
    {
        var client = new ClientSettings
        {
            BootstrapServers = "127.0.0.1:1",
            Options = new Dictionary<string, string> { [name] = value, ["security.protocol"] = name == "security.protocol" ? value : "ssl" },
        };

        var failure = Assert.Throws<StageFailureException>(() => new Cluster(client));

        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_Printed_ShowNamesOnly()
    {
        var client = new ClientSettings { BootstrapServers = "kafka:9092", Options = new Dictionary<string, string> { ["sasl.password"] = Canary } };

        Assert.Equal("kafka:9092 with sasl.password", client.ToString());
        Assert.DoesNotContain(Canary, $"{new { client }}", StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_file);
}
