using System.Collections.Immutable;
using Tocsin.Engine.Templates;

namespace Tocsin.Dispatch.Http;

/// <summary>One receiver that takes POSTs.</summary>
/// <param name="Format">What it wants to see.</param>
/// <param name="Mask">What isn't to be shown of it.</param>
/// <param name="Problems">What is wrong with its templates.</param>
internal sealed record HttpReceiver(IHttpFormat Format, SecretMask Mask, ImmutableArray<TemplateProblem> Problems);
