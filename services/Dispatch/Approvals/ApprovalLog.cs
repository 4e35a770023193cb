using Microsoft.Extensions.Logging;

namespace Tocsin.Dispatch.Approvals;

/// <summary>What Dispatch tells its operator of approvals. Never a link, nor a part of one.</summary>
internal static partial class ApprovalLog
{
    [LoggerMessage(281, LogLevel.Information, "people answer at {Address}, reached by {Url}")]
    public static partial void Serving(ILogger logger, Uri address, Uri url);

    [LoggerMessage(282, LogLevel.Error, "approvals: {Problem}; questions go out without a link, and can be answered by command only")]
    public static partial void NoLinks(ILogger logger, string problem);

    [LoggerMessage(283, LogLevel.Error, "{Problem}; until the settings name another address nobody can answer by link here")]
    public static partial void NotServing(ILogger logger, string problem);

    [LoggerMessage(284, LogLevel.Information, "{Record}: {By} says {Answer}")]
    public static partial void Answered(ILogger logger, string record, string by, string answer);

    [LoggerMessage(285, LogLevel.Error, "{Record}: the answer of {By} could not be written ({Reason})")]
    public static partial void NotWritten(ILogger logger, string record, string by, string reason);
}
