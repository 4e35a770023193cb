using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Tocsin.Engine.Templates;

namespace Tocsin.Dispatch.Approvals;

/// <summary>
/// The pages that people answer on. All that came from elsewhere is encoded; there are no scripts, and the policy allows nothing but the style written here and the
/// form to where it came from.
/// </summary>
internal static class ApprovalPage
{
    public const int MostNameLetters = 100;
    public const int MostCommentLetters = 500;

    private const string Style = """
        body{font:16px/1.5 system-ui,sans-serif;max-width:38rem;margin:2rem auto;padding:0 1rem}
        label{display:block;margin:.75rem 0}input{display:block;width:100%;box-sizing:border-box;padding:.4rem;font:inherit}
        button{font:inherit;padding:.5rem 1.5rem;margin:.5rem 1rem 0 0}
        """;

    /// <summary>The header Content-Security-Policy.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>The question with its two buttons.</summary>
    public static string Ask(ApprovalTicket ticket, string token) => Page($"May {ticket.Package} run?", $"""
        <p>It is asked because of {Encode(ticket.Subject)}, until {AlarmWords.Iso(ticket.UntilMs)}. You answer as {Encode(ticket.Receiver)}.</p>
        <form method="post" action="approve" autocomplete="off">
        <input type="hidden" name="t" value="{Encode(token)}">
        <label>Your name, if you like <input name="name" maxlength="{MostNameLetters}"></label>
        <label>A comment, if you like <input name="comment" maxlength="{MostCommentLetters}"></label>
        <button name="answer" value="approve">Approve</button><button name="answer" value="reject">Reject</button>
        </form>
        <p><small>The first answer counts. Record <code>{Encode(ticket.RecordId)}</code></small></p>
        """);

    /// <summary>What was written down.</summary>
    public static string Recorded(ApprovalTicket ticket, bool isApproved, string by) => Page(isApproved ? "Approved" : "Rejected", $"""
        <p>It is recorded that {Encode(by)} {(isApproved ? "approved" : "rejected")} {Encode(ticket.Package)}, asked because of {Encode(ticket.Subject)}.</p>
        <p>If somebody answered before, or the alarm is over, this answer changes nothing: <code>tocsin records show {Encode(ticket.RecordId)}</code> says what became of it.</p>
        """);

    /// <summary>A sentence and nothing to do.</summary>
    public static string Say(string title, string sentence) => Page(title, $"<p>{Encode(sentence)}</p>");

    private static string Page(string title, string body) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <meta name="color-scheme" content="light dark">
        <meta name="robots" content="noindex">
        <title>{Encode(title)}</title>
        <style>{Style}</style>
        </head>
        <body>
        <h1>{Encode(title)}</h1>
        {body}
        </body>
        </html>

        """;

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
