using System.Xml.Linq;

namespace Tocsin.Unit.Architecture;

/// <summary>What a project file says about what it depends on. Folders are relative to the root of the checkout.</summary>
internal sealed record ProjectFile(string Folder, IReadOnlyList<string> References, IReadOnlyList<string> Packages, bool HasMain)
{
    internal static ProjectFile Read(string path) => Parse(path, File.ReadAllText(Path.Combine(Checkout.Root, path)));

    internal static ProjectFile Parse(string path, string xml)
    {
        var project = XDocument.Parse(xml);
        var folder = FolderOf(path);
        return new ProjectFile(
            folder,
            [.. Includes(project, "ProjectReference").Select(reference => FolderOf(Normal($"{folder}/{reference.Replace('\\', '/')}")))],
            [.. Includes(project, "PackageReference")],
            project.Descendants("OutputType").Any() || project.Root?.Attribute("Sdk")?.Value is not "Microsoft.NET.Sdk");
    }

    private static IEnumerable<string> Includes(XDocument project, string item) =>
        project.Descendants(item).Select(element => element.Attribute("Include")?.Value).OfType<string>();

    private static string FolderOf(string path) => path[..Math.Max(0, path.LastIndexOf('/'))];

    private static string Normal(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not (".." or "."))
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }
}
