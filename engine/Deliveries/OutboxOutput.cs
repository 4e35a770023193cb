using Google.Protobuf;
using Tocsin.V1;

namespace Tocsin.Engine.Deliveries;

/// <summary>What follows from one record of the deliveries topic.</summary>
public sealed class OutboxOutput
{
    /// <summary>New states for the ledger.</summary>
    public List<DeliveryState> States { get; } = [];

    /// <summary>What was given up, with the state that says why.</summary>
    public List<(Delivery Delivery, DeliveryState State)> Dead { get; } = [];

    /// <summary>What came of errands, with the keys that their records have in the actions topic.</summary>
    public List<(ByteString Key, Outcome Outcome)> Outcomes { get; } = [];

    public void Clear()
    {
        States.Clear();
        Dead.Clear();
        Outcomes.Clear();
    }
}
