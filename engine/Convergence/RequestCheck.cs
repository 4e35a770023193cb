using Tocsin.V1;

namespace Tocsin.Engine.Convergence;

/// <summary>What is wrong with requests, and with the defense that is to stand before them; empty if nothing is.</summary>
internal static class RequestCheck
{
    public static string Problem(Request request) =>
        request.Alarm is not { Id.Length: > 0 } ? "a request without alarm"
        : request.Package.Length == 0 ? "a request without package"
        : request.TimeoutSeconds > ActionLimits.TimeoutSeconds ? $"a request with a time-out of {request.TimeoutSeconds} s, at most {ActionLimits.TimeoutSeconds} s"
        : request.Defense is { } defense ? Problem(defense)
        : "";

    public static string Problem(Defense defense) =>
        !Enum.IsDefined(defense.Action) ? $"a defense action {(int)defense.Action} that isn't known here"
        : defense.WindowMinutes > ActionLimits.WindowMinutes ? $"a defense window of {defense.WindowMinutes} minutes, at most {ActionLimits.WindowMinutes}"
        : defense.Count > ActionLimits.Count ? $"a defense count of {defense.Count}, at most {ActionLimits.Count}"
        : defense.Dimensions.Any(dimension => dimension.Name.Length == 0) ? "a dimension without name"
        : "";
}
