namespace Tocsin.Cli.Receiving;

/// <summary>What the receiver does instead of saying yes, and until when.</summary>
internal sealed record Misbehaviour(int Status, TimeSpan Delay, DateTimeOffset Until)
{
    public const int MostSeconds = 3_600;
    public const int MostDelayMs = 60_000;

    public override string ToString() =>
        $"answers {Status}{(Delay > TimeSpan.Zero ? $" after {Delay.TotalMilliseconds:0} ms" : "")} until {LogTime.Text(Until.ToUnixTimeMilliseconds())}";
}
