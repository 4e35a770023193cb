using System.Diagnostics.CodeAnalysis;
using HandlebarsDotNet;
using HandlebarsDotNet.Compiler;
using HandlebarsDotNet.Iterators;
using HandlebarsDotNet.MemberAccessors;
using HandlebarsDotNet.ObjectDescriptors;
using HandlebarsDotNet.PathStructure;

namespace Tocsin.Engine.Templates;

/// <summary>Closes every way from a template into the program: only views have members and items, all else is opaque.</summary>
internal sealed class ViewDescriptors : IObjectDescriptorProvider, IMemberAccessor, IIterator
{
    public bool TryGetDescriptor(Type type, [NotNullWhen(true)] out ObjectDescriptor? value)
    {
        var isView = type == typeof(ViewObject) || type == typeof(ViewList);
        value = isView ? null : new(type, this, (_, _) => Array.Empty<string>(), _ => this);
        return !isView;
    }

    public bool TryGetValue(object instance, ChainSegment memberName, out object? value)
    {
        value = null;
        return false;
    }

    public void Iterate(
        in EncodedTextWriter writer,
        BindingContext context,
        ChainSegment[] blockParamsVariables,
        object input,
        TemplateDelegate template,
        TemplateDelegate ifEmpty) => ifEmpty(writer, context);
}
