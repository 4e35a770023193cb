namespace Tocsin.Dispatch.Email;

/// <summary>What a mail says.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Text">For those who read no HTML.</param>
/// <param name="Html">Null: there is only the text.</param>
/// <param name="Warning">What was wrong with a template, empty if nothing.</param>
internal sealed record EmailText(string Subject, string Text, string? Html = null, string Warning = "");
