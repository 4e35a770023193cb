using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Tocsin.Engine.Scenarios;

namespace Tocsin.Cli.Testing;

/// <summary>Results for build servers: a suite for each file; a file with errors is a case of its own.</summary>
internal static class JUnitXml
{
    public static void Write(string path, IReadOnlyCollection<TestedFile> files)
    {
        using var output = XmlWriter.Create(path, new XmlWriterSettings { Indent = true, NewLineChars = "\n" });
        Document(files).Save(output);
    }

    public static XDocument Document(IReadOnlyCollection<TestedFile> files) => new(Counted(new("testsuites"), files, files.Select(Suite)));

    private static XElement Suite(TestedFile file)
    {
        var cases = file.Errors.Any() ? [Broken(file)] : file.Results.Select(result => Case(file, result));
        return Counted(new("testsuite", new XAttribute("name", file.Input.Name)), [file], cases);
    }

    private static XElement Counted(XElement element, IReadOnlyCollection<TestedFile> files, IEnumerable<XElement> children)
    {
        var failures = files.Sum(file => file.Results.Count(result => !result.Passed));
        var errors = files.Count(file => file.Errors.Any());
        element.Add(
            new XAttribute("tests", Text(files.Sum(file => file.Results.Length) + errors)),
            new XAttribute("failures", Text(failures)),
            new XAttribute("errors", Text(errors)),
            children);
        return element;
    }

    private static XElement Case(TestedFile file, TestResult result) => new("testcase",
        new XAttribute("classname", file.Input.Name),
        new XAttribute("name", Clean(result.Name)),
        new XAttribute("file", file.Input.Name),
        new XAttribute("line", Text(result.Line)),
        result.Passed ? null : new XElement("failure",
            new XAttribute("message", Clean(DifferenceText.Title(result.Differences[0]))),
            Clean(string.Join('\n', result.Differences.SelectMany(difference => Lines(file, difference))))));

    private static XElement Broken(TestedFile file) => new("testcase",
        new XAttribute("classname", file.Input.Name),
        new XAttribute("name", "the file can be read"),
        new XAttribute("file", file.Input.Name),
        new XElement("error",
            new XAttribute("message", Clean(file.Errors.First().Message)),
            Clean(string.Join('\n', file.Errors))));

    private static IEnumerable<string> Lines(TestedFile file, Difference difference) => DifferenceText.Details(difference)
        .Select(detail => $"    {detail}")
        .Prepend($"{file.Input.Name}:{difference.Line}: {DifferenceText.Title(difference)}");

    /// <summary>Without the characters that XML can't hold.</summary>
    private static string Clean(string text) => string.Concat(text.Select(letter => XmlConvert.IsXmlChar(letter) ? letter : '?'));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
