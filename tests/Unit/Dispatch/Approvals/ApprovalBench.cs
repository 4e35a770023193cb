using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tocsin.Dispatch.Approvals;
using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Secrets;
using Tocsin.Engine.Routing;
using Tocsin.Unit.Dispatch.Receivers;
using Tocsin.V1;

namespace Tocsin.Unit.Dispatch.Approvals;

/// <summary>The office that words questions, the desk that takes answers, and what they write down.</summary>
internal sealed partial class ApprovalBench : IDisposable
{
    public const long NowMs = 1_700_000_000_000;
    public const string Key = "a key of at least thirty-two bytes";
    private static readonly ApprovalSettings _settings = new(new Uri("https://tocsin.example.com/ops/"), "off", "env:KEY");
    private readonly ApprovalOffice _office;
    private readonly ApprovalDesk _desk;

    public ApprovalBench()
    {
        _office = new ApprovalOffice(new SecretSource(name => name == "KEY" ? PresentKey : null), "actions", (_, _) => Task.CompletedTask, Time, Log);
        _office.Replace(_settings);
        _desk = new ApprovalDesk(() => new ApprovalSeal(Encoding.UTF8.GetBytes(Key), "actions"), AppendAsync, Time, Log);
    }

    public VirtualTime Time { get; } = new(NowMs);

    public Notebook Log { get; } = new();

    /// <summary>Null if there is none.</summary>
    public string? PresentKey { get; set; } = Key;

    /// <summary>Kafka isn't there.</summary>
    public bool Fails { get; set; }

    public List<(string Key, ApprovalAnswer Answer)> Answers { get; } = [];

    public static Errand Errand(string record = "record-1") => new()
    {
        RecordId = record,
        Key = ByteString.CopyFromUtf8("the key"),
        Policy = "shop",
        Package = "restart <checkout>",
        Question = new Question { Sentence = "Three ran within 5 minutes.", AskedMs = NowMs - 1_000, UntilMs = NowMs + 1_800_000 },
    };

    public static AlarmMessage Alarm() => new() { Id = "a", RuleName = "slow_rule", Name = "\"><script>alert(1)</script>", AlarmMessage_ = "is slow", State = AlarmState.Firing };

    public OutgoingMessage Word(string receiver = "slack.ops", Errand? errand = null) =>
        _office.Word(new OutgoingMessage { Id = "m", Alarms = [Alarm()], NowMs = NowMs, Asks = errand ?? Errand() }, receiver);

    public string Token(string receiver = "slack.ops", Errand? errand = null) => Word(receiver, errand).AnswerToken;

    public Task<(int Status, string Page, IHeaderDictionary Headers)> GetAsync(string token, string method = "GET", string path = "/approve") => RequestAsync(context =>
    {
        context.Request.Method = method;
        context.Request.Path = path;
        context.Request.QueryString = new QueryString($"?t={token}");
    });

    public Task<(int Status, string Page, IHeaderDictionary Headers)> PostAsync(string token, string answer = "approve", string name = "", string comment = "", string type = "application/x-www-form-urlencoded") => RequestAsync(context =>
    {
        var body = Encoding.UTF8.GetBytes(string.Join('&', new[] { ("t", token), ("answer", answer), ("name", name), ("comment", comment) }.Select(pair => $"{pair.Item1}={Uri.EscapeDataString(pair.Item2)}")));
        context.Request.Method = "POST";
        context.Request.Path = "/approve";
        context.Request.ContentType = type;
        context.Request.ContentLength = body.Length;
        context.Request.Body = new MemoryStream(body);
    });

    public static string TokenOf(string page) => HiddenToken().Match(page).Groups[1].Value;

    public void Dispose() => _office.Dispose();

    private async Task<(int Status, string Page, IHeaderDictionary Headers)> RequestAsync(Action<HttpContext> change)
    {
        var context = new DefaultHttpContext();
        var body = new MemoryStream();
        context.Response.Body = body;
        change(context);
        await _desk.AnswerAsync(context);
        return (context.Response.StatusCode, Encoding.UTF8.GetString(body.ToArray()), context.Response.Headers);
    }

    private Task AppendAsync(ApprovalTicket ticket, ApprovalAnswer answer)
    {
        if (Fails)
        {
            throw new InvalidOperationException("there is no Kafka");
        }

        Answers.Add((Encoding.UTF8.GetString(ticket.Key.AsSpan()), answer));
        return Task.CompletedTask;
    }

    [GeneratedRegex("name=\"t\" value=\"([^\"]*)\"")]
    private static partial Regex HiddenToken();

    /// <summary>Remembers all that is logged.</summary>
    internal sealed class Notebook : ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");
    }
}
