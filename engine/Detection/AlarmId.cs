using System.Globalization;
using System.Text;
using Tocsin.Engine.Origins;
using Tocsin.Engine.Silences;
using Tocsin.Engine.Windows;

namespace Tocsin.Engine.Detection;

/// <summary>Derives the id of an alarm record from what it is about.</summary>
internal static class AlarmId
{
    /// <summary>
    /// From rule, entity, the episode's start, the record's place in the episode and what it says of which minute: without recovery, two episodes
    /// of one record each may start at the same time.
    /// </summary>
    public static string Of(string ruleName, string fingerprint, in EntityState entity, in CycleState cycle, Telling telling) => DerivedId.Of(
        Encoding.UTF8.GetBytes(ruleName),
        Encoding.UTF8.GetBytes(fingerprint),
        entity.Id0.ToArray(),
        entity.Id1.ToArray(),
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{entity.Scope} {cycle.StartMs} {cycle.Sequence} {telling.State} {telling.Minute}")));
}
