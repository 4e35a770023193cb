namespace Tocsin.Engine.Scenarios;

/// <summary>The text of a settings file that a scenario names, and the name to report its problems under.</summary>
public sealed record SettingsText(string File, string Text);
