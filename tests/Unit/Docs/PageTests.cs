using System.Text.RegularExpressions;
using Tocsin.Unit.Architecture;

namespace Tocsin.Unit.Docs;

/// <summary>What the pages point to is there.</summary>
public partial class PageTests
{
    [Fact]
    public void Links_ToFilesOfThisCheckout_Resolve() => Assert.Empty(
        from page in FencedBlock.Pages()
        from Match link in Link().Matches(string.Join('\n', Checkout.Lines(page)))
        let target = Path.Combine(Checkout.Root, Path.GetDirectoryName(page)!, link.Groups["target"].Value)
        where !File.Exists(target) && !Directory.Exists(target)
        select $"{page}: {link.Value}");

    [Fact]
    public void Tests_NamedAsProof_Exist()
    {
        var tests = Checkout.Files().Where(file => file.EndsWith("Tests.cs", StringComparison.Ordinal))
            .ToLookup(file => Path.GetFileNameWithoutExtension(file), file => string.Join('\n', Checkout.Lines(file)));

        var named = FencedBlock.Pages().SelectMany(page => Proof().Matches(string.Join('\n', Checkout.Lines(page)))).ToList();

        Assert.NotEmpty(named);
        Assert.Empty(named
            .Where(proof => !tests[proof.Groups["class"].Value].Any(text => text.Contains($" {proof.Groups["test"].Value}(", StringComparison.Ordinal)))
            .Select(proof => proof.Value));
    }

    [Theory]
    [InlineData("[a](b.md)", "b.md")]
    [InlineData("[a](../b.md#c)", "../b.md")]
    [InlineData("[a](https://b.org)", null)]
    [InlineData("[a](#b)", null)]
    public void Link_OfAPage_IsFound(string text, string? expected) =>
        Assert.Equal(expected, Link().Match(text) is { Success: true } match ? match.Groups["target"].Value : null);

    [GeneratedRegex(@"\]\((?![a-z]+:)(?<target>[^)#\s]+)(#[^)]*)?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`(?<class>\w+Tests)\.(?<test>\w+)`")]
    private static partial Regex Proof();
}
