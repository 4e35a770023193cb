namespace Tocsin.Engine.Rules.Reading;

/// <summary>What is allowed in a hook but leaves somebody untold.</summary>
internal static class HookWarnings
{
    public static void Check(DeclaredHook hook, HookKind kind, Problems problems)
    {
        var settings = hook.Settings;
        if (settings.Receivers.IsEmpty)
        {
            problems.Warn(hook.Name, "hook-without-receiver", $"hook {settings.FullName} has nobody to tell");
        }
        else if (kind is { HasText: true, HasOwnText: false } && settings.TextTemplate is null)
        {
            problems.Warn(hook.Name, "hook-without-text", $"hook {settings.FullName} has no text-template: there is nothing to tell");
        }
        else if (settings.TextTemplate is { } text && !text.Contains("%s", StringComparison.Ordinal) && !text.Contains("{{", StringComparison.Ordinal))
        {
            problems.Warn(hook.Name, "hook-text-without-message", $"the text of hook {settings.FullName} has neither %s nor {{...}}: it never says anything of the alarm");
        }

        foreach (var template in hook.Templates)
        {
            TemplateCheck.Warnings(template, TemplateCheck.TargetOf(kind.Type), problems);
        }
    }
}
