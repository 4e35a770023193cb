using System.Collections.Immutable;

namespace Tocsin.Engine.Policies;

/// <summary>Who is told besides when nobody acknowledges: so long after the first notice.</summary>
internal sealed record Step(string Name, uint AfterMinutes, ImmutableArray<string> Receivers);
