namespace Tocsin.Unit.Architecture;

public class StyleTests
{
    [Fact]
    public void Files_OfThisCheckout_KeepToTheStyle() =>
        Assert.Empty(Checkout.Files().SelectMany(file => Style.Violations(file, Checkout.Lines(file))));

    [Theory]
    [InlineData("engine/A.cs", "fine\n")]
    [InlineData("Makefile", "all:\n\ttabs belong here\n")]
    [InlineData("tests/Unit/bad.yml", "\ttest data may be anything \n")]
    public void File_InOrder_IsFine(string path, string text) => Assert.Empty(Style.Violations(path, text.Split('\n')));

    [Theory]
    [InlineData("engine/A.cs", "a\n\tb\n", "engine/A.cs:2: tab")]
    [InlineData("eng/a.sh", "a \n", "eng/a.sh:1: blank at the end")]
    [InlineData("README.md", "a\r\n", "README.md:1: blank at the end")]
    public void Line_OutOfOrder_IsNamed(string path, string text, string expected) =>
        Assert.Equal([expected], Style.Violations(path, text.Split('\n')));

    [Theory]
    [InlineData("engine/A.cs", 400, 0)]
    [InlineData("engine/A.cs", 401, 1)]
    [InlineData(".editorconfig", 40, 0)]
    [InlineData(".editorconfig", 41, 1)]
    [InlineData("docs/rules.md", 1000, 0)]
    public void File_TooLong_IsNamed(string path, int lines, int expected) =>
        Assert.Equal(expected, Style.Violations(path, [.. Enumerable.Repeat("line", lines), ""]).Count());
}
