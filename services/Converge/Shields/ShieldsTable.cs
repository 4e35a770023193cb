using System.Text;
using Google.Protobuf;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Converge.Shields;

/// <summary>What the records of the shields topic say, the newest of each id.</summary>
internal sealed class ShieldsTable
{
    private readonly SortedDictionary<string, Shield> _shields = new(StringComparer.Ordinal);

    /// <summary>By id, those that are over included.</summary>
    public IReadOnlyDictionary<string, Shield> All => _shields;

    /// <summary>Takes a record. One that isn't a shield under its own id says nothing.</summary>
    public void Take(InputRecord record)
    {
        var id = Encoding.UTF8.GetString(record.Key ?? []);
        if (record.Value is null)
        {
            _shields.Remove(id);
        }
        else if (Read(record.Value) is { } shield && shield.Id == id)
        {
            _shields[id] = shield;
        }
    }

    private static Shield? Read(byte[] value)
    {
        try
        {
            return Shield.Parser.ParseFrom(value);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
