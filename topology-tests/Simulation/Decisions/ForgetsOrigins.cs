using Google.Protobuf;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Simulation.Decisions;

/// <summary>Takes origins away before the stage sees them, so that it takes repetitions for something new.</summary>
internal sealed class ForgetsOrigins(IStage stage) : IStage
{
    public long TickDueMs => stage.TickDueMs;

    public byte[] Tick(long timeMs) => stage.Tick(timeMs);

    public void Process(InputRecord record, List<OutputRecord> outputs)
    {
        var action = ActionRecord.Parser.ParseFrom(record.Value);
        if (action.Signal is { } signal)
        {
            signal.Origin = null;
        }

        if (action.Request is { } request)
        {
            request.Origin = null;
        }

        stage.Process(record with { Value = action.ToByteArray() }, outputs);
    }

    public void Save(List<KeyValuePair<byte[], byte[]?>> changed) => stage.Save(changed);
}
