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

    private readonly Option<string[]> _client = new("--client")
    {
        Description = "A librdkafka option, name=value; may be given several times (environment: TOCSIN_CLIENT_NAME_OF_OPTION). A value may be file:PATH or env:NAME",
    };

    private readonly Option<string?> _clientFile = new("--client-file") { Description = "A file of librdkafka options, name=value, one a line (environment: TOCSIN_CLIENT_FILE)" };

    public void AddTo(Command command)
    {
        command.Options.Add(_bootstrap);
        command.Options.Add(_prefix);
        command.Options.Add(_client);
        command.Options.Add(_clientFile);
    }

    /// <summary>The command line itself says where Kafka is.</summary>
    public bool IsGiven(ParseResult result) => result.GetResult(_bootstrap) is { Implicit: false };

    /// <exception cref="StageFailureException">A client option can't be read.</exception>
    public ClientSettings Client(ParseResult result) => new()
    {
        BootstrapServers = result.GetRequiredValue(_bootstrap),
        Options = ClientOptions.Read(result.GetValue(_client) ?? [], result.GetValue(_clientFile)),
    };

    public Topics Topics(ParseResult result) => new(result.GetRequiredValue(_prefix));
}
