using System.Collections.Immutable;
using Tocsin.Engine.Rules;

namespace Tocsin.Dispatch.Secrets;

/// <summary>A hook narrowed to one of its receivers, with the values that stand elsewhere in place.</summary>
/// <param name="Settings">Its only receiver is the one in question.</param>
/// <param name="Masker">Knows every secret in it.</param>
/// <param name="Problems">What couldn't be had; in its place stands something that can be read but not used. Empty if all is well.</param>
internal sealed record ResolvedHook(HookSettings Settings, Masker Masker, ImmutableArray<string> Problems)
{
    public ImmutableSortedDictionary<string, string> Receiver => Settings.Receivers[0];
}
