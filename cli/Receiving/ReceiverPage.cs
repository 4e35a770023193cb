using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Tocsin.Cli.Tailing;
using Tocsin.V1;

namespace Tocsin.Cli.Receiving;

/// <summary>
/// The page of the receiver, made here and nowhere else: its script only asks whether there is something new and takes the new page's main part. What came from
/// elsewhere is encoded, and the page's policy lets no script run but its own.
/// </summary>
internal static class ReceiverPage
{
    private const int MaxAlarms = 20;
    private static readonly string _style = Resource("receiver.css");
    private static readonly string _script = Resource("receiver.js");

    /// <summary>The header Content-Security-Policy.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(_script)))}'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <param name="arrivals">The newest first.</param>
    /// <param name="misbehaviour">Null while it behaves.</param>
    public static string Render(IReadOnlyList<Arrival> arrivals, Misbehaviour? misbehaviour) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <meta name="color-scheme" content="light dark">
        <title>Tocsin's receiver</title>
        <style>{_style}</style>
        </head>
        <body>
        <main data-newest="{(arrivals.Count > 0 ? arrivals[0].Number : 0)}" data-mode="{Encode(misbehaviour?.ToString() ?? "")}">
        <header>
        <h1>What Dispatch told</h1>
        <p>Whatever is posted to <code>/webhook</code> and <code>/chat</code>; the newest {Arrivals.Most} messages, by this machine's clock in UTC.</p>
        {Mode(misbehaviour)}
        </header>
        {(arrivals.Count == 0 ? "<p class=\"empty\">Nothing has come yet.</p>" : $"<ol reversed>\n{string.Join('\n', arrivals.Select(Item))}\n</ol>")}
        </main>
        <script>{_script}</script>
        </body>
        </html>

        """;

    private static string Mode(Misbehaviour? misbehaviour)
    {
        var now = misbehaviour is null ? "<p class=\"mode\">Says yes to everything. Tell it to</p>" : $"<p class=\"mode bad\">Misbehaves: {Encode(misbehaviour.ToString())}</p>";
        return $"""
            <div class="modes">{now}
            {Button("status=503&for=20", "answer 503 for 20 s")}
            {Button("status=429&for=20", "answer 429 for 20 s")}
            {Button("delay=15000&for=20", "hang for 20 s")}
            {Button("status=200", "behave")}
            </div>
            """;
    }

    private static string Button(string query, string text) => $"<form method=\"post\" action=\"/mode?{Encode(query)}\"><button>{Encode(text)}</button></form>";

    private static string Item(Arrival arrival) => $"""
        <li class="{(arrival.IsTaken ? "taken" : "refused")}">
        <div class="facts"><time>{LogTime.Text(arrival.TimeMs)}</time> <code>{Encode(arrival.Path)}</code> {Answer(arrival)} {Signature(arrival.Signature)} {Id(arrival)}</div>
        {Alarms(arrival)}
        <details id="body{arrival.Number}"><summary>body</summary><pre>{Encode(arrival.Body)}</pre></details>
        </li>
        """;

    private static string Answer(Arrival arrival) =>
        (arrival.IsTaken ? $"<span>answered {arrival.Status}</span>" : $"<span class=\"bad\">refused with {arrival.Status}</span>")
        + (arrival.IsRepetition ? " <span class=\"again\">came before under this id</span>" : "");

    private static string Signature(SignatureCheck signature) => signature switch
    {
        SignatureCheck.Right => "<span class=\"good\">signature right</span>",
        SignatureCheck.Wrong => "<span class=\"bad\">signature wrong</span>",
        _ => "<span>not signed</span>",
    };

    private static string Id(Arrival arrival) => arrival.MessageId.Length == 0 ? "" : $"<span>webhook-id <code>{Encode(arrival.MessageId)}</code></span>";

    private static string Alarms(Arrival arrival)
    {
        var told = string.Join('\n', arrival.Alarms.Take(MaxAlarms).Select(Alarm));
        var more = arrival.Alarms.Length - MaxAlarms;
        return more > 0 ? $"{told}\n<div>and {more} more in the same message</div>" : told;
    }

    private static string Alarm(ToldAlarm told) => told.Rule.Length == 0
        ? $"<div class=\"text\">{Encode(told.Text)}</div>"
        : $"<div class=\"alarm\">{State(told.State)} <span>{Encode(told.Rule)}</span> <b>{Encode(told.Entity)}</b> <span>{Encode(told.Text)}</span></div>";

    private static string State(AlarmState? state) => state is not { } known ? "" : known switch
    {
        AlarmState.Firing => Badge("bad", known),
        AlarmState.Recovered => Badge("good", known),
        _ => Badge("again", known),
    };

    private static string Badge(string style, AlarmState state) => $"<span class=\"state {style}\">{StateWord.Of(state)}</span>";

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    private static string Resource(string name)
    {
        using var stream = typeof(ReceiverPage).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
