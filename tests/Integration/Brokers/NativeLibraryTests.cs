using Confluent.Kafka;
using Tocsin.Runtime.Brokers;

namespace Tocsin.Integration.Brokers;

public class NativeLibraryTests
{
    [Fact]
    public void Version_OfTheLoadedLibrary_IsTheOneTheClientIsMadeFor() =>
        Assert.Equal(typeof(Library).Assembly.GetName().Version!.ToString(3), Library.VersionString);

    /// <summary>The property's value is checked before anything connects; what the library was built without is refused.</summary>
    [Theory]
    [InlineData("compression.codec", "zstd")]
    [InlineData("compression.codec", "lz4")]
    [InlineData("security.protocol", "ssl")]
    [InlineData("sasl.mechanism", "SCRAM-SHA-512")]
    [InlineData("sasl.mechanism", "OAUTHBEARER")]
    public void Feature_Needed_IsBuiltIn(string property, string value)
    {
        var config = new ProducerConfig();
        config.Set(property, value);
        if (config.SaslMechanism is not null)
        {
            config.SecurityProtocol = SecurityProtocol.SaslSsl;
            config.SaslUsername = "user";
            config.SaslPassword = "password";
        }

        using var producer = new ProducerBuilder<Null, Null>(config).SetLogHandler((_, _) => { }).Build();
        Assert.NotNull(producer);
    }

    [LinuxFact]
    public void Library_UsedByBrokerAndClient_IsLoadedOnce()
    {
        using var broker = EmbeddedBroker.Start();
        using var producer = new Client(broker.BootstrapServers).Producer();

        var loaded = File.ReadLines("/proc/self/maps")
            .Where(line => line.Contains("librdkafka", StringComparison.Ordinal))
            .Select(line => line[line.IndexOf('/', StringComparison.Ordinal)..])
            .Distinct();

        Assert.Single(loaded);
    }

    /// <summary>Skipped where the kernel doesn't tell what is loaded.</summary>
    private sealed class LinuxFactAttribute : FactAttribute
    {
        public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "needs /proc/self/maps";
    }
}
