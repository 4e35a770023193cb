using Google.Protobuf;
using Tocsin.Dispatch.Routing;
using Tocsin.Engine.Convergence;
using Tocsin.Protos;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Telemetry;
using Tocsin.V1;

namespace Tocsin.Dispatch.Executing;

/// <summary>
/// One partition of the commands topic: what Converge wants told, called or asked becomes a delivery for each receiver. What can't, or needn't, is an
/// outcome at once. A command that was seen before, as its origin shows, does nothing; those for others are left to them.
/// </summary>
internal sealed class ExecuteStage(SeenOrigins seen, IRoutes routes, Topics topics, DeliveryMetrics metrics) : IStage
{
    public const string Name = "execute";
    private readonly DeliveryOutputs _outputs = new(topics, metrics);

    public long TickDueMs => long.MaxValue;

    /// <summary>The stage of a partition from its saved state.</summary>
    /// <exception cref="StageFailureException">The state can't be used; the message says why.</exception>
    public static ExecuteStage Create(
        int partition, IReadOnlyCollection<KeyValuePair<byte[], byte[]>> state, IRoutes routes, Topics topics, DeliveryMetrics metrics) =>
        new(SeenOrigins.Load(Name, partition, state, topics), routes, topics, metrics);

    /// <summary>Never due.</summary>
    public byte[] Tick(long timeMs) => throw new NotSupportedException("time alone changes nothing here");

    public void Process(InputRecord record, List<OutputRecord> outputs)
    {
        var (command, problem) = ActionCommands.Read(record.Value);
        if (command is null)
        {
            outputs.Add(DeadLetter.From(topics.DeadLetters, record, Name, "malformed", problem));
            return;
        }

        if (!seen.IsNew(command.Origin))
        {
            return;
        }

        var execution = new Execution(command, record, routes, _outputs);
        switch (command.CommandCase)
        {
            case ActionCommand.CommandOneofCase.RunPackage when command.RunPackage.Type is PackageType.Notification or PackageType.Callback:
                execution.Run(command.RunPackage);
                break;
            case ActionCommand.CommandOneofCase.SendSummary:
                execution.Send(command.SendSummary);
                break;
            case ActionCommand.CommandOneofCase.AskApproval:
                execution.Ask(command.AskApproval);
                break;
        }

        outputs.AddRange(execution.Outputs);
        if (execution.Outcome is { } outcome)
        {
            outputs.Add(new OutputRecord(topics.Actions, command.Key.ToByteArray(), new ActionRecord { Outcome = outcome }.ToByteArray()));
        }
    }

    public void Save(List<KeyValuePair<byte[], byte[]?>> changed) => seen.Save(changed);
}
