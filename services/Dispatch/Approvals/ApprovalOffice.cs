using System.Text;
using Microsoft.Extensions.Logging;
using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Secrets;
using Tocsin.Engine.Routing;
using Tocsin.Engine.Templates;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Telemetry;
using Tocsin.V1;

namespace Tocsin.Dispatch.Approvals;

/// <summary>
/// Puts questions into words, with a link for the receiver they go to, and serves the page that links lead to. Links are made when a message is sent and kept nowhere.
/// </summary>
/// <param name="secrets">Where the key may stand.</param>
/// <param name="installation">The actions topic: links of another installation are none here.</param>
/// <param name="append">Writes an answer down.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">For operators.</param>
internal sealed class ApprovalOffice(SecretSource secrets, string installation, Func<ApprovalTicket, ApprovalAnswer, Task> append, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TextLimit _name = TextLimit.Letters(100);
    private readonly Lock _lock = new();
    private volatile ApprovalSettings? _settings;
    private ApprovalServer? _server;
    private string? _listen;

    /// <summary>Where the page is served; null if it isn't.</summary>
    public Uri? Address => _server?.Address;

    /// <summary>From here on these settings hold.</summary>
    /// <exception cref="StageFailureException">The address can't be listened on; links are made all the same.</exception>
    public void Replace(ApprovalSettings? settings)
    {
        lock (_lock)
        {
            var isNew = settings != _settings;
            _settings = settings;
            if (isNew && settings is not null)
            {
                Seal();
            }

            if (_listen != settings?.Listen)
            {
                Close();
                Serve(settings);
            }
        }
    }

    /// <summary>As <see cref="Replace"/>, while all else goes on: what can't be listened on is told.</summary>
    public void Change(ApprovalSettings? settings)
    {
        try
        {
            Replace(settings);
        }
        catch (StageFailureException exception)
        {
            ApprovalLog.NotServing(logger, exception.Message);
        }
    }

    /// <summary>The message as the receiver gets it.</summary>
    public OutgoingMessage Word(OutgoingMessage message, string receiver)
    {
        if (message.Asks is not { } errand)
        {
            return message;
        }

        var alarm = message.Alarms[0];
        var token = Token(errand, alarm, receiver);
        var url = token.Length > 0 && _settings is { } settings ? $"{settings.Url.AbsoluteUri}approve?t={token}" : "";
        var asking = alarm.Clone();
        asking.AlarmMessage_ = QuestionText.Of(errand, alarm, url);
        return message with { Alarms = [asking], AnswerUrl = url, AnswerToken = token };
    }

    public void Dispose()
    {
        lock (_lock)
        {
            Close();
        }
    }

    private void Serve(ApprovalSettings? settings)
    {
        // Also if it fails: what can't be listened on is tried again when the settings name something else.
        _listen = settings?.Listen;
        if (settings is not null && ListenAddress.Parse(settings.Listen) is { } address)
        {
            _server = ApprovalServer.Start(address, new ApprovalDesk(Seal, append, time, logger));
            ApprovalLog.Serving(logger, _server.Address, settings.Url);
        }
    }

    private void Close()
    {
        _server?.Dispose();
        _server = null;
        _listen = null;
    }

    /// <summary>Empty if there can't be one.</summary>
    private string Token(Errand errand, AlarmMessage alarm, string receiver)
    {
        var question = errand.Question;
        if (question.UntilMs == 0 || Seal() is not { } seal)
        {
            return "";
        }

        var subject = alarm.RuleName.Length > 0 ? $"{_name.Cut(alarm.RuleName)} of {_name.Cut(alarm.Name)}" : _name.Cut(alarm.Name);
        var ticket = new ApprovalTicket(errand.RecordId, [.. errand.Key], question.AskedMs, question.UntilMs, receiver, _name.Cut(errand.Package), subject);
        return ticket.ToBytes().Length <= ApprovalTicket.MostBytes ? seal.Sign(ticket) : "";
    }

    /// <summary>The key is read each time, so that a file may hold another one; null if it can't be had, which is told.</summary>
    private ApprovalSeal? Seal()
    {
        if (_settings is not { } settings)
        {
            return null;
        }

        try
        {
            var key = Encoding.UTF8.GetBytes(secrets.Resolve(settings.Key, "approvals: key"));
            if (key.Length >= ApprovalSettings.LeastKeyBytes)
            {
                return new ApprovalSeal(key, installation);
            }

            ApprovalLog.NoLinks(logger, $"the key has {key.Length} bytes, expected at least {ApprovalSettings.LeastKeyBytes}");
        }
        catch (SecretException exception)
        {
            ApprovalLog.NoLinks(logger, exception.Message);
        }

        return null;
    }
}
