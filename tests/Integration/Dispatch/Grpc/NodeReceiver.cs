using System.Diagnostics;
using System.Text.Json;
using Tocsin.Integration.Examples;

namespace Tocsin.Integration.Dispatch.Grpc;

/// <summary>receiver.js in a process of its own.</summary>
internal sealed class NodeReceiver : IDisposable
{
    private readonly Process _process;

    private NodeReceiver(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public static async Task<NodeReceiver> StartAsync(params string[] arguments)
    {
        const string folder = "tests/Integration/Dispatch/Grpc";
        var start = new ProcessStartInfo("node", [Checkout.Path($"{folder}/receiver.js"), Checkout.Path($"{folder}/skywalking-alarm.proto"), .. arguments]) { RedirectStandardOutput = true };
        start.Environment["NODE_PATH"] = Path.Combine(GrpcJsFactAttribute.Folder, "node_modules");
        var process = Process.Start(start)!;
        return new(process, int.Parse((await process.StandardOutput.ReadLineAsync())!, System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>The next call that it tells of, for which nobody waits for ever.</summary>
    public async Task<JsonElement> CallAsync() => JsonElement.Parse((await _process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1)))!);

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
