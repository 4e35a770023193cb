using System.Collections.Immutable;
using Tocsin.Engine.Templates;

namespace Tocsin.Dispatch.Channels;

/// <summary>What a chat takes.</summary>
/// <param name="Message">The most that a message alone can be, in its simplest form.</param>
/// <param name="MaxBytes">The most bytes of the body.</param>
/// <param name="Plain">The body in its simplest form, with %s for the text.</param>
internal sealed record JsonChatRules(TextLimit Message, int MaxBytes, string Plain)
{
    /// <summary>The most of single texts of the body, by their paths.</summary>
    public ImmutableArray<(string Path, TextLimit Limit)> Texts { get; init; } = [];
}
