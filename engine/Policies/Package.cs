using Tocsin.V1;

namespace Tocsin.Engine.Policies;

/// <summary>Something that can be done about an alarm, and who does it.</summary>
public sealed record Package
{
    public const uint DefaultTimeoutSeconds = 600;

    public required string Name { get; init; }

    public required PackageType Type { get; init; }

    /// <summary>Who is called; only for callbacks.</summary>
    public string Receiver { get; init; } = "";

    public string Description { get; init; } = "";

    /// <summary>False: whatever asks for it gets a record that says so, and nothing runs.</summary>
    public bool IsEnabled { get; init; } = true;

    public uint TimeoutSeconds { get; init; } = DefaultTimeoutSeconds;

    /// <summary>How often its executor may try again.</summary>
    public uint Retries { get; init; }

    /// <summary>Always there; no settings may change it or leave it out.</summary>
    public bool IsDefault { get; init; }
}
