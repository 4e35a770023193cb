using System.Collections.Immutable;
using System.Globalization;
using System.Net.Security;
using System.Text;

namespace Tocsin.Dispatch.Email;

/// <summary>Commands and replies of RFC 5321 over one connection.</summary>
internal sealed class SmtpConnection(Stream stream) : IAsyncDisposable
{
    private const int MostLines = 100;
    private const byte LineFeed = (byte)'\n';
    private readonly byte[] _buffer = new byte[4_096];
    private Stream _stream = stream;
    private int _start;
    private int _end;

    /// <summary>Everything from here on is encrypted.</summary>
    /// <exception cref="System.Security.Authentication.AuthenticationException">The server's certificate isn't trusted, or isn't of this host.</exception>
    public async Task EncryptAsync(SslClientAuthenticationOptions options, CancellationToken stop)
    {
        if (_start < _end)
        {
            throw new InvalidDataException("the server said something before the encryption that would have counted as said within it");
        }

        var encrypted = new SslStream(_stream);
        _stream = encrypted;
        await encrypted.AuthenticateAsClientAsync(options, stop).ConfigureAwait(false);
    }

    public async Task<SmtpReply> CommandAsync(string command, CancellationToken stop)
    {
        if (command.AsSpan().ContainsAny('\r', '\n', '\0'))
        {
            throw new InvalidDataException("a command would have had more than one line");
        }

        await WriteAsync(Encoding.UTF8.GetBytes(command + "\r\n"), stop).ConfigureAwait(false);
        return await ReplyAsync(stop).ConfigureAwait(false);
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        await _stream.WriteAsync(bytes, stop).ConfigureAwait(false);
        await _stream.FlushAsync(stop).ConfigureAwait(false);
    }

    public async Task<SmtpReply> ReplyAsync(CancellationToken stop)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        while (lines.Count < MostLines)
        {
            var line = await LineAsync(stop).ConfigureAwait(false);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            {
                throw new InvalidDataException("the server doesn't speak SMTP");
            }

            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] != '-')
            {
                return new(code, lines.ToImmutable());
            }
        }

        throw new InvalidDataException("the server's reply is too long");
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task<string> LineAsync(CancellationToken stop)
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start.._end).IndexOf(LineFeed);
            if (length >= 0)
            {
                var line = Encoding.UTF8.GetString(_buffer, _start, length).TrimEnd('\r');
                _start += length + 1;
                return line;
            }

            await FillAsync(stop).ConfigureAwait(false);
        }
    }

    private async Task FillAsync(CancellationToken stop)
    {
        _buffer.AsSpan(_start.._end).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        var read = _end < _buffer.Length ? await _stream.ReadAsync(_buffer.AsMemory(_end), stop).ConfigureAwait(false) : throw new InvalidDataException("a line of the server is too long");
        _end += read > 0 ? read : throw new IOException("the server closed the connection");
    }
}
