namespace Tocsin.Runtime.Settings;

/// <summary>Makes settings of texts. Null if there are errors; the problems name file, line and column, warnings included.</summary>
/// <param name="files">One for a file; for a folder those in it, in the order of their names.</param>
public delegate (T? Settings, IReadOnlyList<string> Problems) ReadFiles<T>(IReadOnlyList<(string Text, string File)> files)
    where T : class;
