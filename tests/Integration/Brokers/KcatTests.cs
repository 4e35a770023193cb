using System.Diagnostics;
using Confluent.Kafka;
using Tocsin.Runtime.Brokers;

namespace Tocsin.Integration.Brokers;

/// <summary>The embedded broker with a client that isn't ours, of another version.</summary>
public class KcatTests
{
    [KcatFact]
    public async Task Kcat_ProducesAndConsumes_AgreesWithTheClient()
    {
        using var broker = EmbeddedBroker.Start();
        broker.CreateTopic("letters", partitions: 1);
        var client = new Client(broker.BootstrapServers);

        await KcatAsync($"-P -b {broker.BootstrapServers} -t letters", "from kcat\n");
        await client.ProduceAsync("letters", "from the client", c => c.CompressionType = CompressionType.Zstd);

        Assert.Equal(["from kcat", "from the client"], client.Read("letters", expected: 2).Select(r => r.Message.Value));
        Assert.Equal("from kcat\nfrom the client\n", await KcatAsync($"-C -q -e -b {broker.BootstrapServers} -t letters", ""));
    }

    private static async Task<string> KcatAsync(string arguments, string input)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var kcat = Process.Start(new ProcessStartInfo("kcat", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await kcat.StandardInput.WriteAsync(input);
        kcat.StandardInput.Close();
        var output = await kcat.StandardOutput.ReadToEndAsync(timeout.Token);
        await kcat.WaitForExitAsync(timeout.Token);
        Assert.Equal(0, kcat.ExitCode);
        return output;
    }

    /// <summary>Skipped, and shown as skipped, where kcat isn't installed.</summary>
    private sealed class KcatFactAttribute : FactAttribute
    {
        public KcatFactAttribute()
        {
            var folders = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
            Skip = folders.Any(folder => File.Exists(Path.Combine(folder, "kcat"))) ? null : "kcat isn't installed (apt-get install kcat)";
        }
    }
}
