using System.Text;
using Tocsin.Integration.Detect;
using Tocsin.V1;

namespace Tocsin.Integration.Examples;

/// <summary>The programs under examples/ that publish a metric, each with the shipped rules and the alarm it is meant to raise.</summary>
public sealed class ExampleTests : IDisposable
{
    private readonly Shop _shop = new();

    public ExampleTests() => File.Copy(Checkout.Path("conf/alarm-settings.yml"), _shop.RulesFile, overwrite: true);

    [Fact]
    public void CSharp_Publishes_AlarmFires() =>
        AssertAlarmAfter(new Program("dotnet", Path.Combine(AppContext.BaseDirectory, "Publish.dll"), _shop.Cluster.BootstrapServers, _shop.Topics.Metrics));

    [ToolFact("kcat", "protoc")]
    public void Kcat_Publishes_AlarmFires() =>
        AssertAlarmAfter(new Program("bash", Checkout.Path("examples/kcat/publish.sh"), _shop.Cluster.BootstrapServers, _shop.Topics.Metrics));

    [ToolFact("python3-confluent-kafka", "python3-protobuf", "protoc")]
    public void Python_Publishes_AlarmFires()
    {
        var generated = Directory.CreateTempSubdirectory("tocsin");
        using (var protoc = new Program("protoc", "-I", Checkout.Path("protos"), $"--python_out={generated.FullName}", "tocsin/v1/metric.proto"))
        {
            protoc.MustSucceed();
        }

        File.Copy(Checkout.Path("examples/python/publish.py"), Path.Combine(generated.FullName, "publish.py"));
        AssertAlarmAfter(new Program(ToolFactAttribute.Python!, Path.Combine(generated.FullName, "publish.py"), _shop.Cluster.BootstrapServers, _shop.Topics.Metrics));
        generated.Delete(recursive: true);
    }

    public void Dispose() => _shop.Dispose();

    /// <summary>Ticks from the near future spare the wait for the end of the minute.</summary>
    private void AssertAlarmAfter(Program program)
    {
        using (program)
        {
            program.MustSucceed();
        }

        var laterMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + (2 * Shop.MsPerMinute);
        for (var partition = 0; partition < Cluster.Partitions; partition++)
        {
            _shop.Publish(new MetricRecord { Tick = new Tick { TimeMs = laterMs } }, laterMs, partition);
        }

        _shop.Flush();
        using var detect = _shop.Start();

        var record = Assert.Single(_shop.Read(_shop.Topics.Alarms, expected: 1));
        var alarm = AlarmMessage.Parser.ParseFrom(record.Value);
        Assert.Equal("checkout", Encoding.UTF8.GetString(record.Key!));
        Assert.Equal((AlarmState.Firing, "service_resp_time_rule", 3u), (alarm.State, alarm.RuleName, alarm.Matched));
    }
}
