using System.CommandLine;
using System.Net;

namespace Tocsin.Cli;

/// <summary>An option for a port on 127.0.0.1.</summary>
internal static class PortOption
{
    public static Option<T> Create<T>(string description)
    {
        var option = new Option<T>("--port", "-p") { Description = description };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var port) && port is < 0 or > IPEndPoint.MaxPort)
            {
                result.AddError($"port {port} isn't between 0 and {IPEndPoint.MaxPort}");
            }
        });
        return option;
    }
}
