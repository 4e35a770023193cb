using Tocsin.Engine.Rules;
using Tocsin.V1;

namespace Tocsin.Engine.Auditing;

/// <summary>What is remembered of the window of a rule and entity.</summary>
/// <param name="Rule">The rule as it is in force.</param>
/// <param name="NewestMs">When the newest minute began that got a sample; null if none did.</param>
/// <param name="Latest">The value of that minute; null if there was nothing to compare.</param>
/// <param name="Matched">Matching minutes of the window of the last check.</param>
/// <param name="Minutes">All matching minutes that checks can still come across, from the oldest on, those ahead of the last check included.</param>
public sealed record KeptWindow(Rule Rule, long? NewestMs, ObservedValue? Latest, int Matched, IReadOnlyList<KeptMinute> Minutes);
