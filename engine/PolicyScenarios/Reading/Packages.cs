using Tocsin.Engine.Policies;
using Tocsin.Engine.Rules.Reading;

namespace Tocsin.Engine.PolicyScenarios.Reading;

/// <summary>Finds packages that tests name.</summary>
internal static class Packages
{
    /// <summary>Null if the key isn't there, if there is no such package, or if it isn't known which there are.</summary>
    public static Package? Find(Section section, string key, PolicyBook? book)
    {
        if (section.Scalar(key) is not { } name || book is null)
        {
            return null;
        }

        var package = book.Find(name.Text);
        if (package is null)
        {
            section.Problems.Error(name, "unknown-package", $"there is no package '{name.Text}'{Spelling.Hint(name.Text, [.. book.Packages.Select(known => known.Name)])}");
        }

        return package;
    }
}
