namespace Crm.Cli.Testing;

/// <summary>A program of the tests' folder with a command of its own: built when it is asked for, and handed the arguments.</summary>
internal static class BesideProgram
{
    public static async Task<int> RunAsync(
        Workspace workspace, string project, string configuration, IReadOnlyList<string> arguments, CancellationToken ct)
    {
        var info = new ProcessStartInfo(
            "dotnet", ["run", "-c", configuration, "--project", Path.Combine(workspace.Root, "tests", project), "--", .. arguments]);
        info.Environment["CRM_ROOT"] = workspace.Root;
        using var program = Process.Start(info) ?? throw new CliException("dotnet could not be started.");
        await program.WaitForExitAsync(CancellationToken.None); // Ctrl+C reaches it as well: it stops its server before it ends
        ct.ThrowIfCancellationRequested();
        return program.ExitCode;
    }
}
