using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Settings;

/// <summary>
/// Settings in a file, or in all *.yml and *.yaml files of a folder, read at the start and again whenever one of them changes. What can't be read, or
/// has errors, changes nothing. To be used from one thread at a time.
/// </summary>
public sealed class WatchedFile<T>
    where T : class
{
    private const string NoFile = "there is no such file";
    private const string Emptied = "a file in it, or it itself, is empty all of a sudden";
    private readonly ReadFiles<T> _read;
    private readonly IFileNotes<T> _notes;
    private readonly string _path;
    private readonly bool _mayBeFolder;
    private FileStamp[]? _seen;
    private string _trouble = "";
    private IReadOnlyList<(string Text, string File)> _files = [];
    private volatile T _settings;

    /// <param name="path">A file, or a folder.</param>
    /// <param name="read">Makes settings of their texts.</param>
    /// <param name="notes">Is told what comes of it.</param>
    /// <param name="whenMissing">What holds until the file is there; null if it has to be there.</param>
    /// <param name="mayBeFolder">Else a folder is no such file.</param>
    /// <exception cref="StageFailureException">It can't be read or has errors, all of which the message lists.</exception>
    public WatchedFile(string path, ReadFiles<T> read, IFileNotes<T> notes, T? whenMissing = null, bool mayBeFolder = false)
    {
        ArgumentNullException.ThrowIfNull(notes);
        (_path, _read, _notes, _mayBeFolder) = (path, read, notes, mayBeFolder);
        try
        {
            _seen = FileStamp.Of(path, mayBeFolder);
            if (_seen is null && whenMissing is not null)
            {
                notes.Missing(path);
                _settings = whenMissing;
                return;
            }

            _files = FileStamp.ReadAll(_seen ?? throw new FileNotFoundException(NoFile));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StageFailureException($"{path} can't be read: {exception.Message}", exception);
        }

        var (settings, problems) = Read(_files);
        _settings = settings ?? throw new StageFailureException($"{path} has errors:{Environment.NewLine}{string.Join(Environment.NewLine, problems)}");
    }

    /// <summary>What it last held without errors. May be read from any thread.</summary>
    public T Settings => _settings;

    /// <summary>Reads again what changed. True if there are other texts without errors now.</summary>
    public bool Refresh()
    {
        try
        {
            var stamps = FileStamp.Of(_path, _mayBeFolder);
            if (FileStamp.AreEqual(stamps, _seen))
            {
                _trouble = "";
                return false;
            }

            var files = FileStamp.ReadAll(stamps ?? throw new FileNotFoundException(NoFile));
            if (WereEmptied(files))
            {
                throw new IOException(Emptied);
            }

            (_seen, _trouble) = (stamps, "");
            return Take(files);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Tell(exception.Message);
            return false;
        }
    }

    /// <summary>Whoever writes a file often empties it first: settings that are gone for that moment must not be taken for taken back.</summary>
    private bool WereEmptied(IReadOnlyList<(string Text, string File)> files) =>
        files.Any(now => now.Text.Length == 0 && _files.Any(before => before.File == now.File && before.Text.Length > 0));

    /// <summary>It is looked at again and again until it can be read; the same reason is told once.</summary>
    private void Tell(string trouble)
    {
        if (trouble != _trouble)
        {
            _trouble = trouble;
            _notes.Unreadable(_path, trouble);
        }
    }

    private bool Take(IReadOnlyList<(string Text, string File)> files)
    {
        if (Read(files).Settings is not { } settings)
        {
            _notes.Refused(_path);
            return false;
        }

        var isNew = !files.SequenceEqual(_files);
        (_files, _settings) = (files, settings);
        return isNew;
    }

    private (T? Settings, IReadOnlyList<string> Problems) Read(IReadOnlyList<(string Text, string File)> files)
    {
        var read = _read(files);
        foreach (var problem in read.Problems)
        {
            _notes.Problem(problem);
        }

        if (read.Settings is { } settings)
        {
            _notes.Read(_path, settings);
        }

        return read;
    }
}
