namespace Tocsin.Integration.Detect;

/// <summary>The system's clock, so much ahead that no test waits for a minute to end.</summary>
internal sealed class ClockAhead(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
}
