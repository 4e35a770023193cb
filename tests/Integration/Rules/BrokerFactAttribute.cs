namespace Tocsin.Integration.Rules;

/// <summary>For what the embedded broker can't do. Skipped, and shown as skipped, where TOCSIN_BOOTSTRAP names no running Kafka.</summary>
internal sealed class BrokerFactAttribute : FactAttribute
{
    public BrokerFactAttribute() => Skip = Bootstrap.Length > 0 ? null : "needs a running Kafka: TOCSIN_BOOTSTRAP=host:port";

    public static string Bootstrap { get; } = Environment.GetEnvironmentVariable("TOCSIN_BOOTSTRAP") ?? "";
}
