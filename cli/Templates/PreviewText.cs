using Tocsin.Dispatch.Channels;

namespace Tocsin.Cli.Templates;

/// <summary>Requests as they would be sent, for people.</summary>
internal static class PreviewText
{
    public static void Write(IEnumerable<Preview> previews, Terminal terminal)
    {
        var isFirst = true;
        foreach (var preview in previews)
        {
            if (!isFirst)
            {
                terminal.Out.WriteLine();
            }

            isFirst = false;
            terminal.Out.WriteLine(terminal.Bold(preview.Target));
            foreach (var (key, value) in preview.Headers)
            {
                terminal.Out.WriteLine($"{key}: {value}");
            }

            terminal.Out.WriteLine();
            terminal.Out.WriteLine(preview.Body);
        }
    }
}
