namespace Crm.Cli.Testing;

/// <summary>Programs that the tests drive and that no .NET or npm package brings: a browser with fonts, PgBouncer.</summary>
internal static class Requirements
{
    private static readonly (string Program, string[] Packages, bool IsBrowser)[] Needed =
    [
        ("chromium", ["chromium", "fonts-liberation"], true),
        ("/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf", ["fonts-noto-color-emoji"], true),
        ("pgbouncer", ["pgbouncer"], false),
    ];

    public static async Task InstallAsync(bool browser, CancellationToken ct)
    {
        var missing = Needed.Where(n => (browser || !n.IsBrowser) && !IsThere(n.Program)).ToList();
        if (missing.Count == 0)
        {
            return;
        }

        var packages = missing.SelectMany(m => m.Packages).ToList();
        if (!OperatingSystem.IsLinux() || !IsThere("apt-get") || Environment.UserName != "root")
        {
            throw new CliException(
                $"The tests need {string.Join(", ", missing.Select(m => m.Program))}. On Debian: sudo apt-get install "
                + $"{string.Join(' ', packages)}");
        }

        await Say.StepAsync($"Debian packages: {string.Join(", ", packages)}", async () =>
        {
            await AptAsync(["update", "-qq"], ct);
            await AptAsync(["install", "-y", "-qq", "--no-install-recommends", .. packages], ct);
        });
    }

    private static async Task AptAsync(IReadOnlyList<string> arguments, CancellationToken ct)
    {
        var result = await Tool.RunAsync(
            "apt-get", arguments, environment: new Dictionary<string, string?> { ["DEBIAN_FRONTEND"] = "noninteractive" }, ct: ct);
        if (result.ExitCode != 0)
        {
            throw new CliException($"apt-get {arguments[0]} failed: {result.Error.Trim()}");
        }
    }

    private static bool IsThere(string program) => Path.IsPathRooted(program)
        ? File.Exists(program)
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin")
        .Any(folder => File.Exists(Path.Combine(folder, program)));
}
