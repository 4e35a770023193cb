using System.Collections.Immutable;

namespace Tocsin.Dispatch.Channels;

/// <summary>What would be sent, with secrets masked; for people to read.</summary>
/// <param name="Target">Such as "POST https://hooks.slack.com/services/***", "gRPC 10.0.0.7:9888 /AlarmService/doAlarm".</param>
/// <param name="Headers">Names and values.</param>
/// <param name="Body">As it goes out; for what isn't text, a readable form of it.</param>
/// <param name="Warning">What was wrong with the template, empty if nothing.</param>
internal sealed record Preview(string Target, ImmutableArray<KeyValuePair<string, string>> Headers, string Body, string Warning = "");
