using System.Security.Cryptography;
using Tocsin.Cli.Receiving;
using Tocsin.Runtime.Stages;

namespace Tocsin.Cli.Running;

/// <summary>The receiver page beside the demo. Its addresses and secret are given to Dispatch through the environment, as one would give real ones.</summary>
internal static class DemoReceiver
{
    public const int DefaultPort = 9480;
    private const int SecretBytes = 24;

    /// <summary>Takes a free port where the usual one is taken.</summary>
    public static ReceiverServer Start(TimeProvider time, Action<Arrival> onArrival)
    {
        var secret = "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));
        var server = Start(secret, time, onArrival);
        Environment.SetEnvironmentVariable("TOCSIN_PAGE_WEBHOOK", new Uri(server.Page, "/webhook").AbsoluteUri);
        Environment.SetEnvironmentVariable("TOCSIN_PAGE_CHAT", new Uri(server.Page, "/chat").AbsoluteUri);
        Environment.SetEnvironmentVariable("TOCSIN_PAGE_SECRET", secret);
        return server;
    }

    private static ReceiverServer Start(string secret, TimeProvider time, Action<Arrival> onArrival)
    {
        try
        {
            return ReceiverServer.Start(DefaultPort, secret, time, onArrival);
        }
        catch (StageFailureException)
        {
            return ReceiverServer.Start(0, secret, time, onArrival);
        }
    }
}
