namespace Tocsin.Runtime.Topics;

/// <summary>One configuration entry of a topic.</summary>
public sealed record TopicOption(string Name, string Value, OptionCheck Check);
