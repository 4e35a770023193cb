using System.Diagnostics;
using Tocsin.Integration.Examples;

namespace Tocsin.Integration.Dispatch.Grpc;

/// <summary>Needs node and, once, npm with a registry to get gRPC for JavaScript from. Skipped, and shown as skipped with the reason, where that can't be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GrpcJsFactAttribute : FactAttribute
{
    private static readonly string[] _packages = ["@grpc/grpc-js@1.14.7", "@grpc/proto-loader@0.8.1"];
    private static readonly Lazy<string?> _whyNot = new(Install);

    public GrpcJsFactAttribute() => Skip = _whyNot.Value;

    /// <summary>Where the packages are; kept for the next run.</summary>
    public static string Folder { get; } = Path.Combine(Path.GetTempPath(), "tocsin-grpc-js-1.14.7");

    private static string? Install()
    {
        if (new ToolFactAttribute("node").Skip is { } missing)
        {
            return missing;
        }

        var done = Path.Combine(Folder, "done");
        if (File.Exists(done))
        {
            return null;
        }

        try
        {
            Directory.CreateDirectory(Folder);
            using var npm = Process.Start(new ProcessStartInfo("npm", ["install", "--prefix", Folder, "--no-audit", "--no-fund", "--ignore-scripts", .. _packages])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var error = npm.StandardError.ReadToEndAsync();
            npm.StandardOutput.ReadToEnd();
            npm.WaitForExit();
            if (npm.ExitCode != 0)
            {
                return $"npm can't install {string.Join(' ', _packages)}: {error.Result.Split('\n')[0]}";
            }

            File.WriteAllText(done, "");
            return null;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            return $"npm isn't installed: {exception.Message}";
        }
    }
}
