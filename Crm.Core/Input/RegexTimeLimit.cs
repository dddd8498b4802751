using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Crm.Core.Input;

/// <summary>
/// No pattern runs for longer than this over text from outside, whoever wrote the pattern: most that read mail, files and chat are linear,
/// and for the rest this is the end. Patterns with a limit of their own keep it. Source: .NET, Regex.MatchTimeout,
/// "REGEX_DEFAULT_MATCH_TIMEOUT".
/// </summary>
internal static class RegexTimeLimit
{
    private const string Setting = "REGEX_DEFAULT_MATCH_TIMEOUT";

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255",
        Justification = "Generated patterns read the setting once, at their first use; nothing of ours runs earlier.")]
    internal static void Set() => AppDomain.CurrentDomain.SetData(Setting, TimeSpan.FromSeconds(1));
}
