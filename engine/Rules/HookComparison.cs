namespace Tocsin.Engine.Rules;

/// <summary>Compares hooks without telling what is in them.</summary>
public static class HookComparison
{
    public static bool AreEqual(HookSettings left, HookSettings right) =>
        left.Type == right.Type
        && left.Name == right.Name
        && left.IsDefault == right.IsDefault
        && left.TextTemplate == right.TextTemplate
        && left.RecoveryTextTemplate == right.RecoveryTextTemplate
        && left.Secret == right.Secret
        && left.Payload == right.Payload
        && AreEqual(left.Delivery, right.Delivery)
        && left.RecoveryUrls.SequenceEqual(right.RecoveryUrls)
        && left.Headers.SequenceEqual(right.Headers)
        && left.Receivers.Length == right.Receivers.Length
        && left.Receivers.Zip(right.Receivers).All(pair => pair.First.SequenceEqual(pair.Second));

    private static bool AreEqual(DeliverySettings left, DeliverySettings right) =>
        left with { Pace = null } == right with { Pace = null }
        && (left.Pace is null) == (right.Pace is null)
        && (left.Pace?.Limits ?? []).SequenceEqual(right.Pace?.Limits ?? []);
}
