namespace Tocsin.Engine.Convergence;

/// <summary>Why what was asked for is taken back.</summary>
public static class WithdrawalReason
{
    public const string Acknowledged = "acknowledged";
    public const string Recovered = "recovered";
    public const string Closed = "closed";
}
