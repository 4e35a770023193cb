using System.CommandLine;
using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;

namespace Tocsin.Cli;

/// <summary>The options of every command that talks to Kafka: where it is, any client option, and the topics' prefix.</summary>
internal sealed class KafkaOptions
{
    private const string DefaultAddress = "127.0.0.1:9092";
    private readonly Option<string> _bootstrap = new("--bootstrap", "-b")
    {
        Description = "Kafka's address, host:port[,host:port...] (environment: TOCSIN_BOOTSTRAP)",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("TOCSIN_BOOTSTRAP") is { Length: > 0 } address ? address : DefaultAddress,
    };

    private readonly Option<string> _prefix = new("--prefix") { Description = "The prefix of all topics", DefaultValueFactory = _ => new Topics().Prefix };

    private readonly Option<string[]> _client = new("--client") { Description = "A librdkafka option, name=value; may be given several times" };

    public void AddTo(Command command)
    {
        command.Options.Add(_bootstrap);
        command.Options.Add(_prefix);
        command.Options.Add(_client);
    }

    /// <exception cref="StageFailureException">A client option isn't of the form name=value.</exception>
    public ClientSettings Client(ParseResult result) => new()
    {
        BootstrapServers = result.GetRequiredValue(_bootstrap),
        Options = ClientOptions.Parse(result.GetValue(_client) ?? []),
    };

    public Topics Topics(ParseResult result) => new(result.GetRequiredValue(_prefix));
}
