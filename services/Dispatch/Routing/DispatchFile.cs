using Microsoft.Extensions.Logging;
using Tocsin.Engine.Routing;
using Tocsin.Runtime.Stages;

namespace Tocsin.Dispatch.Routing;

/// <summary>Dispatch's settings file on disk, read at the start and whenever it changes. One that isn't there yet says nothing.</summary>
internal sealed class DispatchFile
{
    private readonly string _path;
    private readonly ILogger _logger;
    private (DateTime Written, long Length)? _seen;

    /// <exception cref="StageFailureException">The file can't be read or has errors, all of which the message lists.</exception>
    public DispatchFile(string path, ILogger logger)
    {
        _path = path;
        _logger = logger;
        try
        {
            _seen = Stamp();
            if (_seen is null)
            {
                RoutingLog.NoFile(logger, path);
                return;
            }

            var read = RoutingReader.Read(File.ReadAllText(path), path);
            Report(read);
            Settings = read.Settings
                ?? throw new StageFailureException($"{path} has errors:{Environment.NewLine}{string.Join(Environment.NewLine, read.Problems)}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StageFailureException($"{path} can't be read: {exception.Message}", exception);
        }
    }

    /// <summary>What the file last held without errors.</summary>
    public RoutingSettings Settings { get; private set; } = RoutingSettings.Empty;

    /// <summary>Reads the file again if it changed. True if its settings are in force now; a file with errors, or one that is gone, changes nothing.</summary>
    public bool Refresh()
    {
        try
        {
            var stamp = Stamp();
            if (stamp == _seen)
            {
                return false;
            }

            _seen = stamp;
            return Take(stamp is null ? throw new FileNotFoundException("there is no such file") : File.ReadAllText(_path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            RoutingLog.FileUnreadable(_logger, _path, exception.Message);
            return false;
        }
    }

    private bool Take(string text)
    {
        var read = RoutingReader.Read(text, _path);
        Report(read);
        if (read.Settings is null)
        {
            RoutingLog.FileRefused(_logger, _path);
            return false;
        }

        Settings = read.Settings;
        return true;
    }

    /// <summary>Null for a file that isn't there, which is a change like any other.</summary>
    private (DateTime Written, long Length)? Stamp()
    {
        var file = new FileInfo(_path);
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : null;
    }

    private void Report(ReadRouting read)
    {
        foreach (var problem in read.Problems)
        {
            RoutingLog.FileProblem(_logger, problem.ToString());
        }

        if (read.Settings is { } settings)
        {
            RoutingLog.FileRead(_logger, _path, settings.Hooks.Length, settings.Routes.Length);
        }
    }
}
