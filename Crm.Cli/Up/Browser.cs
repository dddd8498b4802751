using System.ComponentModel;

namespace Crm.Cli.Up;

internal static class Browser
{
    /// <summary>Opens the person's browser; where there is none, the URL on the screen has to do.</summary>
    public static void Open(string url)
    {
        try
        {
            var opener = OperatingSystem.IsMacOS() ? new ProcessStartInfo("open", url)
                : OperatingSystem.IsWindows() ? new ProcessStartInfo(url) { UseShellExecute = true }
                : new ProcessStartInfo("xdg-open", url) { RedirectStandardError = true, RedirectStandardOutput = true };
            Process.Start(opener)?.Dispose();
        }
        catch (Win32Exception)
        {
            Say.Note($"No browser could be opened; go to {url}");
        }
    }
}
