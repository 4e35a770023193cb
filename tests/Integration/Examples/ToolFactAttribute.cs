using System.Diagnostics;

namespace Tocsin.Integration.Examples;

/// <summary>Skipped, and shown as skipped with the command that helps, where a tool isn't installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ToolFactAttribute : FactAttribute
{
    private static readonly Dictionary<string, string> _packages = new() { ["protoc"] = "protobuf-compiler" };

    public ToolFactAttribute(params string[] tools)
    {
        var missing = tools.Where(tool => !IsThere(tool)).Select(tool => _packages.GetValueOrDefault(tool, tool)).ToList();
        Skip = missing.Count == 0 ? null : $"not installed: {string.Join(", ", missing)} (apt-get install {string.Join(' ', missing)})";
    }

    /// <summary>The first Python that has the modules of the example; Debian's packages serve /usr/bin/python3 only.</summary>
    public static string? Python { get; } = new[] { "python3", "/usr/bin/python3" }.FirstOrDefault(python => Imports(python, "confluent_kafka, google.protobuf"));

    private static bool IsThere(string tool) => tool.StartsWith("python3-", StringComparison.Ordinal)
        ? Python is not null
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, tool)));

    private static bool Imports(string python, string modules)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(python, ["-c", $"import {modules}"]) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
