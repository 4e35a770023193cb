namespace Tocsin.Integration.Dispatch;

/// <summary>What a receiver answers.</summary>
internal sealed record Reply(int Status, string Body = "")
{
    public static Reply Fine { get; } = new(200);

    /// <summary>Headers besides those that every answer has.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Called as soon as the whole answer is on its way.</summary>
    public Action Sent { get; init; } = () => { };
}
