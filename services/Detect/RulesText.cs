using Tocsin.Engine.Rules;

namespace Tocsin.Detect;

/// <summary>What a settings file holds: the text, the file's name, and the rules that were read from it.</summary>
internal sealed record RulesText(string Text, string File, RuleSet Rules);
