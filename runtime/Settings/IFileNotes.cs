namespace Tocsin.Runtime.Settings;

/// <summary>Is told of settings files by a <see cref="WatchedFile{T}"/>: the words for the operator are the service's own.</summary>
public interface IFileNotes<in T>
{
    /// <summary>The path was read without errors.</summary>
    void Read(string path, T settings);

    /// <summary>One thing that is wrong, error or warning.</summary>
    void Problem(string problem);

    /// <summary>It was read again and has errors: the settings in force stay so.</summary>
    void Refused(string path);

    /// <summary>It was to be read again and can't be: the settings in force stay so.</summary>
    void Unreadable(string path, string reason);

    /// <summary>It isn't there at the start, where that is allowed.</summary>
    void Missing(string path)
    {
    }
}
