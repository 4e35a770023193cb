using Tocsin.Dispatch.Secrets;

namespace Tocsin.Unit.Dispatch.Secrets;

public sealed class SecretSourceTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly SecretSource _source = new(name => name == "TOKEN" ? "from the variable" : name == "EMPTY" ? "" : null);

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData("env:TOKEN", "from the variable")]
    [InlineData("https://a.example/env:TOKEN", "https://a.example/env:TOKEN")]
    public void Value_IsWhatStandsThere(string value, string expected) => Assert.Equal(expected, _source.Resolve(value, "slack.ops: url"));

    [Theory]
    [InlineData("secret", "secret")]
    [InlineData("secret\n", "secret")]
    [InlineData("secret\r\n", "secret")]
    [InlineData("secret\n\n", "secret\n")]
    [InlineData("\uFEFFsecret", "secret")]
    [InlineData(" secret ", " secret ")]
    public void File_IsReadWithoutOneLineEnd(string text, string expected)
    {
        File.WriteAllText(_file, text);

        Assert.Equal(expected, _source.Resolve($"file:{_file}", "slack.ops: url"));
    }

    [Theory]
    [InlineData("env:MISSING", "slack.ops: url: the environment variable MISSING isn't set")]
    [InlineData("env:EMPTY", "slack.ops: url: env:EMPTY is empty")]
    [InlineData("file:/nowhere/at/all", "slack.ops: url: the file /nowhere/at/all can't be read: ")]
    [InlineData("file:/", "slack.ops: url: the file / can't be read: ")]
    [InlineData("file:", "slack.ops: url: the file  can't be read: ")]
    public void Value_NotToBeHad_IsNamedWithItsHookAndKey(string value, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<SecretException>(() => _source.Resolve(value, "slack.ops: url")).Message, StringComparison.Ordinal);

    [Fact]
    public void File_TooLong_IsRefused()
    {
        File.WriteAllText(_file, new string('x', SecretSource.MostBytes + 1));

        Assert.Contains("longer than 65536 bytes", Assert.Throws<SecretException>(() => _source.Resolve($"file:{_file}", "a")).Message, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_file);
}
