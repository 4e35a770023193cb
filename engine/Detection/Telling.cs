using Tocsin.V1;

namespace Tocsin.Engine.Detection;

/// <summary>Something to be said: what, why, when by the log's clock, and the last minute of the window it is about.</summary>
internal readonly record struct Telling(AlarmState State, AlarmReason Reason, long TimeMs, int Minute);
