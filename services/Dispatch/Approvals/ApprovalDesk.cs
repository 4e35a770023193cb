using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tocsin.Dispatch.Channels;
using Tocsin.V1;

namespace Tocsin.Dispatch.Approvals;

/// <summary>
/// Answers whoever follows a link. Looking changes nothing, so previews and scanners of chats and mailboxes answer no question; only the form does.
/// </summary>
/// <param name="seal">Gives the present one, null if there is none.</param>
/// <param name="append">Writes an answer down; throws if it can't.</param>
/// <param name="time">By which tickets expire.</param>
/// <param name="logger">Is told who answered.</param>
internal sealed class ApprovalDesk(Func<ApprovalSeal?> seal, Func<ApprovalTicket, ApprovalAnswer, Task> append, TimeProvider time, ILogger logger)
{
    private const int PerSecond = 20;
    private const string Path = "/approve";
    private const string FormType = "application/x-www-form-urlencoded";
    private const string Approve = "approve";
    private const string Reject = "reject";
    private readonly RequestLimit _limit = new(PerSecond, time);
    private readonly UsedTickets _used = new(time);

    public async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        var task = !_limit.TryTake() ? Say(context, HttpStatusCode.TooManyRequests, "Not now", "There are too many requests. Try again in a few seconds.")
            : !(request.Path.Value ?? "").EndsWith(Path, StringComparison.Ordinal) ? Say(context, HttpStatusCode.NotFound, "Nothing here", "There is nothing here. Questions come with a link of their own.")
            : request.Method is "GET" or "HEAD" ? ShowAsync(context)
            : request.Method == "POST" ? TakeAsync(context)
            : Say(context, HttpStatusCode.MethodNotAllowed, "Not like this", "Open the link, and use the form.");
        await task.ConfigureAwait(false);
    }

    private Task ShowAsync(HttpContext context)
    {
        var token = context.Request.Query["t"].ToString();
        return Read(token, out var ticket) is { } refusal ? Say(context, refusal.Status, refusal.Title, refusal.Sentence) : WriteAsync(context, HttpStatusCode.OK, ApprovalPage.Ask(ticket!, token));
    }

    private async Task TakeAsync(HttpContext context)
    {
        if (await FormAsync(context.Request).ConfigureAwait(false) is not { } form || form["answer"].ToString() is not (Approve or Reject))
        {
            await Say(context, HttpStatusCode.BadRequest, "Not understood", "This isn't the form that the link shows. Open the link again.").ConfigureAwait(false);
            return;
        }

        var refusal = Read(form["t"].ToString(), out var ticket);
        if (refusal is null && !_used.TryUse(ticket!))
        {
            refusal = Refusal.Used;
        }

        await (refusal is { } no ? Say(context, no.Status, no.Title, no.Sentence) : RecordAsync(context, ticket!, form)).ConfigureAwait(false);
    }

    private async Task RecordAsync(HttpContext context, ApprovalTicket ticket, IFormCollection form)
    {
        var isApproved = form["answer"] == Approve;
        var name = OneLine(form["name"].ToString(), ApprovalPage.MostNameLetters);
        var by = name.Length > 0 ? $"{ticket.Receiver} ({name})" : ticket.Receiver;
        var answer = new ApprovalAnswer
        {
            RecordId = ticket.RecordId,
            Approved = isApproved,
            By = by,
            Comment = OneLine(form["comment"].ToString(), ApprovalPage.MostCommentLetters),
            AskedMs = ticket.AskedMs,
        };
        try
        {
            await append(ticket, answer).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            _used.Return(ticket);
            ApprovalLog.NotWritten(logger, ticket.RecordId, by, exception.Message);
            await Say(context, HttpStatusCode.ServiceUnavailable, "Not recorded", "Your answer could not be written down. Try again.").ConfigureAwait(false);
            return;
        }

        ApprovalLog.Answered(logger, ticket.RecordId, by, isApproved ? "yes" : "no");
        await WriteAsync(context, HttpStatusCode.OK, ApprovalPage.Recorded(ticket, isApproved, by)).ConfigureAwait(false);
    }

    /// <summary>Null if the question can be answered with it. What is wrong with a token that isn't ours, nobody is told.</summary>
    private Refusal? Read(string token, out ApprovalTicket? ticket)
    {
        ticket = null;
        if (seal() is not { } present)
        {
            return Refusal.Closed;
        }

        ticket = present.Open(token);
        return ticket is null ? Refusal.Forged
            : ticket.UntilMs <= time.GetUtcNow().ToUnixTimeMilliseconds() ? Refusal.Expired
            : _used.IsUsed(ticket) ? Refusal.Used
            : null;
    }

    /// <summary>Null if there is none that can be read.</summary>
    private static async Task<IFormCollection?> FormAsync(HttpRequest request)
    {
        try
        {
            return request.ContentType?.StartsWith(FormType, StringComparison.OrdinalIgnoreCase) == true ? await request.ReadFormAsync().ConfigureAwait(false) : null;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or InvalidOperationException)
        {
            // Too long, or broken off.
            return null;
        }
    }

    private static string OneLine(string text, int most)
    {
        var line = AnswerJson.Line(string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter)));
        return line.Length <= most ? line : line[..most];
    }

    private static Task Say(HttpContext context, HttpStatusCode status, string title, string sentence) => WriteAsync(context, status, ApprovalPage.Say(title, sentence));

    private static async Task WriteAsync(HttpContext context, HttpStatusCode status, string page)
    {
        var bytes = Encoding.UTF8.GetBytes(page);
        var response = context.Response;
        response.StatusCode = (int)status;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = bytes.Length;
        response.Headers.ContentSecurityPolicy = ApprovalPage.Policy;
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.XFrameOptions = "DENY";
        response.Headers["X-Robots-Tag"] = "noindex";
        if (context.Request.Method != "HEAD")
        {
            await response.Body.WriteAsync(bytes).ConfigureAwait(false);
        }
    }

    /// <summary>Why a token answers nothing; always in the same words.</summary>
    private sealed record Refusal(HttpStatusCode Status, string Title, string Sentence)
    {
        public static Refusal Forged { get; } = new(HttpStatusCode.Forbidden, "Not valid", "This link isn't valid. Perhaps it was cut: open the whole of it, or answer with the command that stands beside it.");

        public static Refusal Expired { get; } = new(HttpStatusCode.Gone, "Too late", "The time to answer is over; the package doesn't run.");

        public static Refusal Used { get; } = new(HttpStatusCode.Gone, "Already used", "This link was used before. The first answer counts.");

        public static Refusal Closed { get; } = new(HttpStatusCode.ServiceUnavailable, "Not now", "Questions can't be answered here now. Answer with the command that stands beside the link.");
    }
}
