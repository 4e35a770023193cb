using Tocsin.V1;

namespace Tocsin.Engine.PolicyScenarios;

/// <summary>An alarm comes.</summary>
public sealed record AlarmEvent(long AtMs, int Line, AlarmMessage Alarm) : PolicyEvent(AtMs, Line);
