using System.CommandLine;

namespace Tocsin.Cli.Completing;

/// <summary><c>tocsin completion</c>: scripts that make a shell ask this program what can follow. They need nothing else installed.</summary>
internal static class CompletionCommand
{
    private static readonly string[] _shells = ["bash", "zsh", "fish", "pwsh"];

    public static Command Create(Terminal terminal)
    {
        var shell = new Argument<string>("SHELL") { Description = "The shell the script is for" };
        shell.AcceptOnlyFromAmong(_shells);
        var command = new TocsinCommand(
            "completion",
            "Prints a script that completes commands, options and files in your shell.",
            ("bash, in ~/.bashrc", "source <(tocsin completion bash)"),
            ("zsh, in ~/.zshrc after compinit", "source <(tocsin completion zsh)"),
            ("fish", "tocsin completion fish > ~/.config/fish/completions/tocsin.fish"),
            ("PowerShell, in $PROFILE", "tocsin completion pwsh | Out-String | Invoke-Expression"))
        {
            shell,
        };
        command.SetAction(result =>
        {
            terminal.Out.Write(Script(result.GetRequiredValue(shell)));
            return ExitCode.Fine;
        });
        return command;
    }

    private static string Script(string shell)
    {
        using var stream = typeof(CompletionCommand).Assembly.GetManifestResourceStream($"completion.{shell}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
