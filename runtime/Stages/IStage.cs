namespace Tocsin.Runtime.Stages;

/// <summary>
/// The state machine of one input partition. Its outputs depend on the records it was given and on nothing else; it is called from one thread.
/// </summary>
public interface IStage
{
    /// <summary>Takes the next record and adds what follows from it to the outputs, in order.</summary>
    void Process(InputRecord record, List<OutputRecord> outputs);
}
