namespace Tocsin.Unit.Cli;

public sealed class CommandLineTests : IDisposable
{
    private readonly Commands _commands = new();

    [Theory]
    [InlineData("chek", "tocsin: unknown command or argument 'chek'; did you mean 'check'?")]
    [InlineData("check", "tocsin check: Required argument missing for command: 'check'")]
    [InlineData("check --strct a", "tocsin check: unknown option '--strct'")]
    [InlineData("check -o xml a", "tocsin check: Argument 'xml' not recognized. Must be one of: 'text' 'json'")]
    [InlineData("test", "tocsin test: a command is missing")]
    [InlineData("test rulez", "tocsin test: unknown command or argument 'rulez'; did you mean 'rules'?")]
    public async Task WrongUsage_IsOneLineAndExitCode2(string line, string expected)
    {
        var (exitCode, output, error) = await _commands.Run(line);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.StartsWith(expected + "\nTry 'tocsin", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check --help")]
    [InlineData("test rules -h")]
    [InlineData("completion -h")]
    [InlineData("dlq list -h")]
    [InlineData("dlq show -h")]
    [InlineData("dlq redrive -h")]
    [InlineData("tail deliveries -h")]
    [InlineData("tail actions -h")]
    [InlineData("tail commands -h")]
    [InlineData("tail records -h")]
    [InlineData("silence add -h")]
    [InlineData("silence query -h")]
    [InlineData("silence expire -h")]
    [InlineData("ack -h")]
    [InlineData("approve -h")]
    [InlineData("reject -h")]
    [InlineData("run -h")]
    [InlineData("outcome -h")]
    [InlineData("packages -h")]
    [InlineData("records list -h")]
    [InlineData("records show -h")]
    [InlineData("explain -h")]
    [InlineData("lag -h")]
    [InlineData("state show -h")]
    [InlineData("tail alarms -h")]
    public async Task Help_OfACommand_EndsWithExamples(string line)
    {
        var (exitCode, output, _) = await _commands.Run(line);

        Assert.Equal(0, exitCode);
        Assert.Contains("\nExamples:\n  # ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("silence add -h", "--scope <scope>  ")]
    [InlineData("ack -h", "Who does it [default: ")]
    public async Task Help_OfAnOption_SaysWhatThereIsOnce(string line, string expected)
    {
        var (_, output, _) = await _commands.Run(line);

        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.DoesNotContain("<ENDPOINT|", output, StringComparison.Ordinal);
        Assert.DoesNotContain("] [default", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoArguments_ShowTheHelp() => Assert.Contains("Usage:", (await _commands.Run("")).Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("bash", "complete -o default -F _tocsin tocsin")]
    [InlineData("zsh", "compdef _tocsin tocsin")]
    [InlineData("fish", "complete -c tocsin")]
    [InlineData("pwsh", "Register-ArgumentCompleter")]
    public async Task Completion_OfAShell_IsAScript(string shell, string expected) =>
        Assert.Contains(expected, (await _commands.Run($"completion {shell}")).Output, StringComparison.Ordinal);

    public void Dispose() => _commands.Dispose();
}
