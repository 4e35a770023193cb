using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Secrets;
using Tocsin.Engine.Rules;

namespace Tocsin.Dispatch.Receivers;

/// <summary>A receiver's channel with the secrets as they are now: made anew when a file holds another one.</summary>
internal sealed class CurrentChannel(ReceiverTarget target, SecretSource source, Func<ResolvedHook, IChannel> factory, TimeProvider time)
{
    /// <summary>Files aren't looked at more often than this.</summary>
    private const long LookMs = 1_000;

    private readonly Lock _lock = new();
    private readonly bool _mayChange = HookResolver.HasReferences(target.Hook, target.Receiver);
    private MadeChannel? _made;
    private long _lookedAt;

    public MadeChannel Get()
    {
        lock (_lock)
        {
            if (_made is null || (_mayChange && time.GetElapsedTime(_lookedAt).TotalMilliseconds >= LookMs))
            {
                _lookedAt = time.GetTimestamp();
                var hook = HookResolver.Resolve(target.Hook, target.Receiver, source);
                _made = _made is { } made && IsSame(made.Hook, hook) ? made : Make(hook);
            }

            return _made;
        }
    }

    private static bool IsSame(ResolvedHook left, ResolvedHook right) =>
        HookComparison.AreEqual(left.Settings, right.Settings) && left.Problems.SequenceEqual(right.Problems);

    private MadeChannel Make(ResolvedHook hook)
    {
        try
        {
            return new(hook, factory(hook), string.Join("; ", hook.Problems));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return new(hook, null, hook.Problems.IsEmpty ? $"{target.Name}: {hook.Masker.Mask(exception.Message)}" : string.Join("; ", hook.Problems));
        }
    }
}
