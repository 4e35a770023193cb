using Tocsin.Cli;
using Tocsin.Cli.Checking;
using Tocsin.Cli.Completing;
using Tocsin.Cli.Testing;

return await CommandLine.RunAsync(args, Terminal.OfThisProcess(), [
    CheckCommand.Create,
    TestCommand.Create,
    CompletionCommand.Create,
]);
