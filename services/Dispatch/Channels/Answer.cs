namespace Tocsin.Dispatch.Channels;

/// <summary>What came of an attempt. No part of it shows a secret.</summary>
/// <param name="Verdict">What it means.</param>
/// <param name="Reason">One word for ledger and metrics, of few different ones: "ok", "timeout", "connect", "tls", "http-503", "errcode-310000", "address-refused", "circuit-open".</param>
/// <param name="Detail">The receiver's own words, or what went wrong: one line of at most 500 characters.</param>
internal sealed record Answer(Verdict Verdict, string Reason, string Detail = "")
{
    public static Answer Ok { get; } = new(Verdict.Delivered, "ok");

    /// <summary>How long the receiver, or the circuit, asks to wait; 0 if it doesn't say.</summary>
    public long WaitMs { get; init; }

    /// <summary>What was wrong although something was sent, such as a template that failed; empty if all was well.</summary>
    public string Warning { get; init; } = "";

    /// <summary>The HTTP status, 0 where there is none.</summary>
    public int Status { get; init; }
}
