using System.Collections.Immutable;

namespace Tocsin.Engine.Rules.Reading;

/// <summary>Reads the one receiver of a gRPC hook: host and port, both needed, and whether the connection is encrypted, which SkyWalking's is not.</summary>
internal static class GrpcReceiver
{
    public static ImmutableArray<ImmutableSortedDictionary<string, string>> Read(Section section)
    {
        if (!section.Has("target-host"))
        {
            return [];
        }

        section.Required("target-port");
        section.Whole("target-port", 1, ushort.MaxValue);
        var receiver = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)
            .Add("target-host", HookValue.Text(section.Scalar("target-host"), section.Problems) ?? "")
            .Add("target-port", section.Text("target-port") ?? "");
        return [section.Flag("tls") == true ? receiver.Add("tls", "true") : receiver];
    }
}
