namespace Tocsin.Integration.Examples;

/// <summary>The checkout the tests were built from.</summary>
internal static class Checkout
{
    private static readonly string _root = FindRoot();

    internal static string Path(string relative) => System.IO.Path.Combine(_root, relative);

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(System.IO.Path.Combine(folder, "Pipeline.sln")))
        {
            folder = System.IO.Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Pipeline.sln isn't in a folder above the tests");
        }

        return folder;
    }
}
