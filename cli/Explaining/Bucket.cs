using Google.Protobuf;
using Tocsin.V1;

namespace Tocsin.Cli.Explaining;

/// <summary>The sample that counted for a minute: the last one before the alarm.</summary>
/// <param name="MinuteMs">When the minute begins.</param>
/// <param name="Text">Its value.</param>
/// <param name="IsMatch">Whether it is beyond the threshold that the alarm tells; null if that can't be said.</param>
/// <param name="LogTimeMs">When it was written.</param>
/// <param name="Sample">The sample.</param>
internal sealed record Bucket(long MinuteMs, string Text, bool? IsMatch, long LogTimeMs, Sample Sample)
{
    public IMessage Data => Sample;
}
