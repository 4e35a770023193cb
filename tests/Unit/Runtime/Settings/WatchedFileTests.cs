using Tocsin.Runtime.Settings;
using Tocsin.Runtime.Stages;

namespace Tocsin.Unit.Runtime.Settings;

public sealed class WatchedFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tocsin").FullName;
    private readonly Notes _notes = new();
    private DateTime _written = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Folder_Read_GivesItsYamlFilesInTheOrderOfTheirNames()
    {
        Write("b.yaml", "two");
        Write("a.yml", "one");
        Write("c.txt", "no");
        Write("a.test.yml", "no");
        Write("b.policy-test.yaml", "no");

        Assert.Equal("a.yml: one, b.yaml: two", Open(_folder).Settings);
    }

    [Fact]
    public void Folder_WhoseFilesChangeComeOrGo_IsReadAgain()
    {
        Write("a.yml", "one");
        var file = Open(_folder);
        Assert.False(file.Refresh());

        Write("a.yml", "uno");
        Assert.True(file.Refresh());
        Write("b.yml", "two");
        Assert.True(file.Refresh());
        Assert.Equal("a.yml: uno, b.yml: two", file.Settings);

        File.Delete(Path("a.yml"));
        Assert.True(file.Refresh());
        Assert.Equal("b.yml: two", file.Settings);
    }

    [Fact]
    public void Folder_WhereAFileIsMeant_IsNoSuchFile()
    {
        var failure = Assert.Throws<StageFailureException>(() => new WatchedFile<string>(_folder, Read, _notes));

        Assert.Contains("there is no such file", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_TouchedWithoutChange_IsNoChange()
    {
        Write("a.yml", "one");
        var file = Open(Path("a.yml"));

        Write("a.yml", "one");

        Assert.False(file.Refresh());
    }

    [Fact]
    public void File_WithErrors_ChangesNothingAndIsToldOnce()
    {
        Write("a.yml", "one");
        var file = Open(Path("a.yml"));
        _notes.Told.Clear();

        Write("a.yml", "bad");
        Assert.False(file.Refresh());
        Assert.False(file.Refresh());
        File.Delete(Path("a.yml"));
        Assert.False(file.Refresh());
        Assert.False(file.Refresh());

        Assert.Equal("a.yml: one", file.Settings);
        Assert.Equal(["problem it is bad", "refused", "unreadable"], _notes.Told);
    }

    /// <summary>What stands in its way may go without the file being touched, as when it may be read again.</summary>
    [Fact]
    public void File_ThatCouldNotBeRead_IsReadOnceItCan()
    {
        Write("a.yml", "one");
        Write("b.yml", "two");
        var file = Open(_folder);
        _notes.Told.Clear();
        Write("b.yml", "due");
        File.Move(Path("b.yml"), Path("aside"));
        File.CreateSymbolicLink(Path("b.yml"), Path("nowhere"));

        Assert.False(file.Refresh());
        Assert.False(file.Refresh());
        Assert.Equal(["unreadable"], _notes.Told);
        File.Move(Path("aside"), Path("nowhere"));

        Assert.True(file.Refresh());
        Assert.Equal("a.yml: one, b.yml: due", file.Settings);
    }

    /// <summary>Whoever writes a file often empties it first. Nothing is taken back for that moment.</summary>
    [Fact]
    public void File_EmptyAllOfASudden_IsWaitedFor()
    {
        Write("a.yml", "one");
        var file = Open(Path("a.yml"));
        _notes.Told.Clear();

        Write("a.yml", "");
        Assert.False(file.Refresh());
        Assert.False(file.Refresh());
        Assert.Equal(("a.yml: one", "unreadable"), (file.Settings, Assert.Single(_notes.Told)));

        Write("a.yml", "uno");
        Assert.True(file.Refresh());
        Assert.Equal("a.yml: uno", file.Settings);
    }

    [Fact]
    public void File_WithErrorsAtTheStart_EndsWithAllOfThem()
    {
        Write("a.yml", "bad");

        var failure = Assert.Throws<StageFailureException>(() => Open(Path("a.yml")));

        Assert.EndsWith("it is bad", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_NotThereYet_IsReadOnceItIs()
    {
        var file = new WatchedFile<string>(Path("a.yml"), Read, _notes, whenMissing: "nothing");
        Assert.Equal(("nothing", "missing"), (file.Settings, Assert.Single(_notes.Told)));

        Write("a.yml", "one");
        Assert.True(file.Refresh());
        Assert.Equal("a.yml: one", file.Settings);
    }

    [Fact]
    public void Link_ToAFile_IsReadAgainWhenThatChanges()
    {
        Write("real", "one");
        File.CreateSymbolicLink(Path("a.yml"), Path("real"));
        var file = Open(Path("a.yml"));

        Write("real", "uno");

        Assert.True(file.Refresh());
        Assert.Equal("a.yml: uno", file.Settings);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static (string? Settings, IReadOnlyList<string> Problems) Read(IReadOnlyList<(string Text, string File)> files) =>
        files.Any(file => file.Text == "bad") ? (null, ["it is bad"]) : (string.Join(", ", files.Select(file => $"{System.IO.Path.GetFileName(file.File)}: {file.Text}")), []);

    private WatchedFile<string> Open(string path) => new(path, Read, _notes, mayBeFolder: true);

    private string Path(string name) => System.IO.Path.Combine(_folder, name);

    private void Write(string name, string text)
    {
        File.WriteAllText(Path(name), text);
        _written = _written.AddSeconds(1);
        File.SetLastWriteTimeUtc(Path(name), _written);
    }

    private sealed class Notes : IFileNotes<string>
    {
        public List<string> Told { get; } = [];

        public void Read(string path, string settings) => Told.Add("read");

        public void Problem(string problem) => Told.Add($"problem {problem}");

        public void Refused(string path) => Told.Add("refused");

        public void Unreadable(string path, string reason) => Told.Add("unreadable");

        public void Missing(string path) => Told.Add("missing");
    }
}
