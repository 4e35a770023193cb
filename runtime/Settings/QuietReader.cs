using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Settings;

/// <summary>Follows a topic of settings. Once it was read at the start, being out of reach is told once, however long it lasts, and changes nothing.</summary>
public sealed class QuietReader : IDisposable
{
    private readonly Action<Action<InputRecord>> _readOn;
    private readonly Action<InputRecord> _take;
    private readonly Action<string> _onTrouble;
    private readonly IDisposable? _owned;
    private bool _isUnreadable;

    /// <param name="readOn">Gives every record that is new since the last call.</param>
    /// <param name="take">Gets them.</param>
    /// <param name="onTrouble">Is told why not.</param>
    /// <param name="owned">Is disposed of with this.</param>
    /// <exception cref="StageFailureException">The topic can't be read now.</exception>
    public QuietReader(Action<Action<InputRecord>> readOn, Action<InputRecord> take, Action<string> onTrouble, IDisposable? owned = null)
    {
        ArgumentNullException.ThrowIfNull(readOn);
        (_readOn, _take, _onTrouble, _owned) = (readOn, take, onTrouble, owned);
        try
        {
            readOn(take);
        }
        catch
        {
            owned?.Dispose();
            throw;
        }
    }

    /// <summary>A topic of a cluster.</summary>
    /// <exception cref="StageFailureException">There is no Kafka or no such topic.</exception>
    public static QuietReader Open(ClientSettings client, string topic, Action<InputRecord> take, Action<string> onTrouble)
    {
        var reader = new CatchUpReader(client, topic);
        return new QuietReader(reader.ReadOn, take, onTrouble, reader);
    }

    public void ReadOn()
    {
        try
        {
            _readOn(_take);
            _isUnreadable = false;
        }
        catch (StageFailureException exception)
        {
            if (!_isUnreadable)
            {
                _onTrouble(exception.Message);
            }

            _isUnreadable = true;
        }
    }

    public void Dispose() => _owned?.Dispose();
}
