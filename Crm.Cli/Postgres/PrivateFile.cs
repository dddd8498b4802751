namespace Crm.Cli.Postgres;

/// <summary>Files that nobody else on this machine reads, and folders that nobody else writes in.</summary>
internal static class PrivateFile
{
    /// <summary>Made anew with mode 0600, so that neither an older file's rights nor a link put in its place count.</summary>
    public static async Task WriteAsync(string path, string text, CancellationToken ct)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var file = new StreamWriter(path, options);
        await file.WriteAsync(text.AsMemory(), ct);
    }

    /// <param name="stat">What stat says of it: the owner's id, the mode in octal digits, the kind.</param>
    public static bool IsOurFolder(string stat) =>
        stat.Trim().Split(' ', 3) is ["0", { Length: >= 3 } mode, "directory"] && !MayWrite(mode[^2]) && !MayWrite(mode[^1]);

    private static bool MayWrite(char digit) => ((digit - '0') & 2) != 0;
}
