namespace Tocsin.Dispatch.Channels;

/// <summary>A text ready to go out.</summary>
/// <param name="Text">The filled template, or the plain text where there is none or it failed.</param>
/// <param name="IsPlain">Not of the template: the channel puts it into its simplest form.</param>
/// <param name="Warning">What was wrong with the template, empty if nothing.</param>
internal sealed record Filled(string Text, bool IsPlain = false, string Warning = "");
