using Tocsin.Cli.Acknowledging;
using Tocsin.Cli.Approving;
using Tocsin.Cli;
using Tocsin.Cli.Applying;
using Tocsin.Cli.Auditing;
using Tocsin.Cli.Brokers;
using Tocsin.Cli.Checking;
using Tocsin.Cli.Completing;
using Tocsin.Cli.DeadLetters;
using Tocsin.Cli.Exporting;
using Tocsin.Cli.Explaining;
using Tocsin.Cli.Importing;
using Tocsin.Cli.Lagging;
using Tocsin.Cli.Packages;
using Tocsin.Cli.Provisioning;
using Tocsin.Cli.Publishing;
using Tocsin.Cli.Routing;
using Tocsin.Cli.Records;
using Tocsin.Cli.Running;
using Tocsin.Cli.Tailing;
using Tocsin.Cli.Silences;
using Tocsin.Cli.States;
using Tocsin.Cli.Templates;
using Tocsin.Cli.Testing;

return await CommandLine.RunAsync(args, Terminal.OfThisProcess(), [
    CheckCommand.Create,
    TestCommand.Create,
    UpCommand.Create,
    BrokerCommand.Create,
    PublishCommand.Create,
    TailCommand.Create,
    RulesCommand.Create,
    RouteCommand.Create,
    TemplateCommand.Create,
    SilenceCommand.Create,
    AckCommand.Create,
    AnswerCommand.Approve,
    AnswerCommand.Reject,
    RunCommand.Create,
    OutcomeCommand.Create,
    PackagesCommand.Create,
    RecordsCommand.Create,
    ExplainCommand.Create,
    DlqCommand.Create,
    AuditCommand.Create,
    ExportCommand.Create,
    ImportCommand.Create,
    BacktestCommand.Create,
    Tocsin.Cli.Auditing.DiffCommand.Create,
    LagCommand.Create,
    StateCommand.Create,
    TopicsCommand.Create,
    CompletionCommand.Create,
]);
