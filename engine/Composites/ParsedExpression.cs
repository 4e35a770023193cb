using System.Collections.Immutable;

namespace Tocsin.Engine.Composites;

/// <summary>
/// An expression, or the trouble with it and the character where it is, counted from 0. Parts are named once, where they first stand.
/// </summary>
internal sealed record ParsedExpression(
    Expression? Root,
    string Text,
    ImmutableArray<(string Name, int Offset)> Parts,
    (int Offset, string Message)? Trouble);
