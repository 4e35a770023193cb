using System.Collections.Immutable;
using Tocsin.V1;

namespace Tocsin.Engine.PolicyScenarios;

/// <summary>A message for a receiver, as Dispatch would get it.</summary>
/// <param name="AtMs">When it is asked for.</param>
/// <param name="Receiver">Who is told, asked or called.</param>
/// <param name="Alarms">At least one.</param>
/// <param name="Errand">Why, with what is summarised or asked.</param>
public sealed record ToldMessage(long AtMs, string Receiver, ImmutableArray<AlarmMessage> Alarms, Errand Errand);
