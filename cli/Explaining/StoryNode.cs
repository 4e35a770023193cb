using Google.Protobuf;

namespace Tocsin.Cli.Explaining;

/// <summary>Something that happened, and what followed from it.</summary>
/// <param name="Kind">One word, for programs.</param>
/// <param name="TimeMs">By the log's clock; 0 if no time is known.</param>
/// <param name="Text">What happened, in one line.</param>
/// <param name="Data">The record that says so; null if it is put together from several.</param>
internal sealed record StoryNode(string Kind, long TimeMs, string Text, IMessage? Data = null)
{
    /// <summary>In the order in which they happened.</summary>
    public List<StoryNode> Children { get; init; } = [];

    public StoryNode With(IEnumerable<StoryNode> children)
    {
        Children.AddRange(children.OrderBy(child => child.TimeMs));
        return this;
    }
}
