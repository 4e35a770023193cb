using System.Collections.Immutable;

namespace Tocsin.Engine.Templates;

/// <summary>A template made ready for Handlebars.</summary>
/// <param name="Text">What to compile.</param>
/// <param name="UsesMessage">It tells every alarm it is given, through the message or through the list.</param>
/// <param name="Problems">What is wrong with it; with a fatal one it isn't fit for use.</param>
internal sealed record ScannedTemplate(string Text, bool UsesMessage, ImmutableArray<TemplateProblem> Problems);
