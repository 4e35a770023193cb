using Tocsin.V1;

namespace Tocsin.Engine.Detection;

/// <summary>Why a record or a sample took no part in the evaluation.</summary>
public enum RejectReason
{
    /// <summary>The record can't be decoded.</summary>
    Malformed,

    /// <summary>The sample lacks something or makes no sense: no entity, not a finite number, an index that points nowhere.</summary>
    Invalid,

    /// <summary>No rule's window reaches back to the sample's minute.</summary>
    Late,

    /// <summary>The sample is dated more than a minute after the log's clock.</summary>
    Future,

    /// <summary>A rule set was activated that nobody has.</summary>
    UnknownVersion,
}

/// <summary>A record or sample that took no part, for the dead letters.</summary>
/// <param name="Reason">The class of the error.</param>
/// <param name="Detail">What is wrong and what was expected.</param>
/// <param name="Sample">The sample alone, where others of its record are fine; null if it is the whole record.</param>
public sealed record Rejection(RejectReason Reason, string Detail, MetricRecord? Sample);
