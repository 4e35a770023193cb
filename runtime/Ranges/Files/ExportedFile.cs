namespace Tocsin.Runtime.Ranges.Files;

/// <summary>The records of a partition in a file.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The partition.</param>
/// <param name="From">The first offset the file speaks for.</param>
/// <param name="To">The first offset after those.</param>
/// <param name="Records">How many records there are.</param>
/// <param name="FirstMs">The time of the first; 0 if there is none.</param>
/// <param name="LastMs">The time of the last.</param>
/// <param name="Name">The file in the folder, compressed with Brotli.</param>
/// <param name="Sha256">Of the file, in lower-case hexadecimal digits.</param>
public sealed record ExportedFile(string Topic, int Partition, long From, long To, long Records, long FirstMs, long LastMs, string Name, string Sha256);
