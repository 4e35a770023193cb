using System.Globalization;
using HandlebarsDotNet;

namespace Tocsin.Engine.Templates;

/// <summary>A compiled Handlebars template that sees nothing but views, loads nothing, and stops at the limits of its budget.</summary>
internal sealed class HandlebarsText
{
    private readonly HandlebarsTemplate<TextWriter, object, object> _template;

    /// <exception cref="Exception">The template isn't one; Handlebars has many ways to say so.</exception>
    public HandlebarsText(string text, TemplateTarget target)
    {
        var configuration = new HandlebarsConfiguration
        {
            TextEncoder = new ValueEncoder(target),
            FormatProvider = CultureInfo.InvariantCulture,
            PartialTemplateResolver = new NoPartials(),
            PartialRecursionDepthLimit = 1,
        };
        configuration.ObjectDescriptorProviders.Add(new ViewDescriptors());
        configuration.FormatterProviders.Add(new ViewText());
        var handlebars = Handlebars.Create(configuration);
        TemplateHelpers.Register(handlebars, target);
        using var reader = new StringReader(text);
        _template = handlebars.Compile(reader);
    }

    public string Render(ViewObject root)
    {
        using var writer = new LimitedWriter();
        _template(writer, root, null!);
        return writer.ToString();
    }

    private sealed class NoPartials : IPartialTemplateResolver
    {
        public bool TryRegisterPartial(IHandlebars env, string? partialName, string? templatePath) => false;
    }
}
