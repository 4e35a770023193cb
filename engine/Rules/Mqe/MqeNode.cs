using System.Collections.Immutable;

namespace Tocsin.Engine.Rules.Mqe;

/// <summary>A piece of an MQE expression and where it begins, counted from 0.</summary>
internal abstract record MqeNode(int Offset);

internal sealed record MqeNumber(int Offset, string Text, ExactNumber Value) : MqeNode(Offset);

/// <summary>A metric with the labels asked for; <paramref name="LabelKey"/> is null without any.</summary>
internal sealed record MqeMetric(int Offset, string Name, string? LabelKey, ImmutableArray<string> Labels) : MqeNode(Offset);

internal sealed record MqeCall(int Offset, string Function, ImmutableArray<MqeNode> Arguments) : MqeNode(Offset);

/// <summary>The offset is that of the operator.</summary>
internal sealed record MqeOperation(int Offset, string Operator, MqeNode Left, MqeNode Right) : MqeNode(Offset);
