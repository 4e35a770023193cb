namespace Tocsin.Runtime.Topics;

/// <summary>Who says how many partitions a topic has.</summary>
public enum PartitionCount
{
    /// <summary>The operator, by how many tasks are to share the work.</summary>
    Chosen,

    /// <summary>Nobody: any number serves.</summary>
    Any,

    /// <summary>The design: this number and no other.</summary>
    Fixed,

    /// <summary>Another topic: partition n of the one belongs to partition n of the other.</summary>
    OfAnother,
}
