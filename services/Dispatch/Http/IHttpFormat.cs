using Tocsin.Dispatch.Channels;
using Tocsin.V1;

namespace Tocsin.Dispatch.Http;

/// <summary>What a receiver that takes POSTs wants to see, and how it says yes.</summary>
internal interface IHttpFormat
{
    /// <inheritdoc cref="IChannel.WhyUntold"/>
    string? WhyUntold(AlarmMessage alarm);

    HttpCall Call(OutgoingMessage message);

    /// <summary>
    /// Judges an answer of status 200 to 299, whose body may say otherwise (errcode, code, StatusCode). Other statuses mean the same everywhere and
    /// are judged by the sender.
    /// </summary>
    Answer Judge(HttpAnswer answer);
}
