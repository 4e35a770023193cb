using Tocsin.V1;

namespace Tocsin.Engine.Detection;

/// <summary>A check at which a condition was true and nothing was said, because an earlier firing's silence lasts.</summary>
/// <param name="TimeMs">The end of the checked minute.</param>
/// <param name="RuleName">The rule or composite rule.</param>
/// <param name="EntityName">The entity as an alarm would name it.</param>
/// <param name="Matched">Matching minutes of the window; 0 for a composite rule.</param>
/// <param name="PeriodMinutes">The window's minutes; 0 for a composite rule.</param>
/// <param name="Value">The newest matching value; null for a composite rule.</param>
/// <param name="ChecksLeft">Checks that will stay silent after this one.</param>
public sealed record SilencedCheck(long TimeMs, string RuleName, string EntityName, int Matched, int PeriodMinutes, ObservedValue? Value, int ChecksLeft);
