using Microsoft.Extensions.Logging;
using Tocsin.Dispatch.Safety;
using Tocsin.Dispatch.Secrets;

namespace Tocsin.Dispatch.Receivers;

/// <summary>What all receivers share and none of them changes.</summary>
/// <param name="Network">The way out.</param>
/// <param name="Secrets">Where values stand that aren't in the settings.</param>
/// <param name="Logger">For operators.</param>
internal sealed record Surroundings(Network Network, SecretSource Secrets, ILogger Logger);
