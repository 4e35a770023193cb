using Google.Protobuf;

namespace Tocsin.Engine.Convergence;

/// <summary>Reads records of a changelog.</summary>
internal static class SavedRecord
{
    /// <summary>One after the other, whatever their order.</summary>
    /// <exception cref="InvalidDataException">One of them isn't what this program writes.</exception>
    public static void ForEach(IEnumerable<KeyValuePair<string, byte[]>> state, Action<string, byte[]> load)
    {
        foreach (var (key, value) in state)
        {
            try
            {
                load(key, value);
            }
            catch (InvalidProtocolBufferException exception)
            {
                throw new InvalidDataException($"the record '{key}' can't be read: {exception.Message}", exception);
            }
        }
    }
}
