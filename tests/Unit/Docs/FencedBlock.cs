using Tocsin.Unit.Architecture;

namespace Tocsin.Unit.Docs;

/// <summary>A block between ``` lines of a page: what stands behind the first of them, and the text.</summary>
internal sealed record FencedBlock(string File, int Line, string Kind, string Text)
{
    private const string Fence = "```";

    internal static IEnumerable<FencedBlock> OfThisCheckout(string kind) =>
        Pages().SelectMany(page => Of(page, Checkout.Lines(page))).Where(block => block.Kind == kind);

    internal static IEnumerable<string> Pages() => Checkout.Files().Where(file => file.EndsWith(".md", StringComparison.Ordinal));

    internal static IEnumerable<FencedBlock> Of(string file, string[] lines)
    {
        for (var begin = 0; begin < lines.Length; begin++)
        {
            if (lines[begin].StartsWith(Fence, StringComparison.Ordinal))
            {
                var end = Array.FindIndex(lines, begin + 1, line => line == Fence);
                Assert.True(end > begin, $"{file}:{begin + 1}: the block doesn't end");
                yield return new(file, begin + 1, lines[begin][Fence.Length..], string.Join('\n', lines[(begin + 1)..end]) + "\n");
                begin = end;
            }
        }
    }

    public override string ToString() => $"{File}:{Line}";
}
