using Tocsin.V1;

namespace Tocsin.Dispatch.Delivering;

/// <summary>What was written down and the log hasn't shown yet. Records of another owner, who may work at the same time, aren't among it.</summary>
internal sealed class Unseen
{
    private readonly HashSet<(string MessageId, long StartedMs)> _attempts = [];
    private readonly HashSet<string> _bundles = [];

    /// <summary>Attempts that the outbox doesn't know of yet.</summary>
    public int Attempts => _attempts.Count;

    public void Add(Attempt attempt) => _attempts.Add(KeyOf(attempt));

    public void Add(Bundle bundle) => _bundles.Add(bundle.Id);

    /// <summary>False if it was written by somebody else.</summary>
    public bool Remove(Attempt attempt) => _attempts.Remove(KeyOf(attempt));

    /// <inheritdoc cref="Remove(Attempt)"/>
    public bool Remove(Bundle bundle) => _bundles.Remove(bundle.Id);

    /// <summary>What was given up without an attempt has no message; of those that are given up at the same time the first delivery tells them apart.</summary>
    private static (string MessageId, long StartedMs) KeyOf(Attempt attempt) =>
        (attempt.MessageId.Length > 0 ? attempt.MessageId : $"{attempt.Reason} {attempt.Offsets[0]}", attempt.StartedMs);
}
