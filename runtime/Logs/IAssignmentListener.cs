namespace Tocsin.Runtime.Logs;

/// <summary>Hears which partitions of the input an instance has.</summary>
internal interface IAssignmentListener
{
    void Assigned(IReadOnlyCollection<int> partitions);

    /// <summary>The partitions go to another instance once this returns: the last chance to commit.</summary>
    void Revoked(IReadOnlyCollection<int> partitions);

    /// <summary>The partitions went to another instance some time ago: what is not committed is the other's business now.</summary>
    void Lost(IReadOnlyCollection<int> partitions);
}
