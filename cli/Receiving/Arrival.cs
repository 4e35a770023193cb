using System.Collections.Immutable;

namespace Tocsin.Cli.Receiving;

/// <summary>One message that came, and what it was answered.</summary>
internal sealed record Arrival
{
    /// <summary>Counted from 1.</summary>
    public int Number { get; init; }

    /// <summary>By the receiver's clock.</summary>
    public required long TimeMs { get; init; }

    public required string Path { get; init; }

    /// <summary>The header webhook-id, empty where there is none.</summary>
    public string MessageId { get; init; } = "";

    public SignatureCheck Signature { get; init; }

    /// <summary>The HTTP status of the answer.</summary>
    public int Status { get; init; }

    /// <summary>A message of this id was taken before: the sender couldn't know.</summary>
    public bool IsRepetition { get; init; }

    /// <summary>At least one.</summary>
    public ImmutableArray<ToldAlarm> Alarms { get; init; } = [];

    /// <summary>For people: indented where it is JSON, cut where it is long.</summary>
    public string Body { get; init; } = "";

    public bool IsTaken => Status is >= 200 and < 300;

    /// <summary>The first part of the path: webhook or chat.</summary>
    public string Kind => Path.Trim('/').Split('/')[0];
}
