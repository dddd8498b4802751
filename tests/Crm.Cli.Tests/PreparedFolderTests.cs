namespace Crm.Cli.Tests;

/// <summary>
/// Under root PostgreSQL runs as nobody; a checkout that nobody cannot reach keeps its data below /var/tmp, where everybody makes folders.
/// Other users keep it in the checkout.
/// </summary>
public sealed class PreparedFolderTests : IDisposable
{
    private readonly Workspace workspace = new(Directory.CreateTempSubdirectory("crm-private-").FullName);

    private string Outside => Path.Combine("/var/tmp", $"crm-{workspace.Fingerprint}");

    public void Dispose()
    {
        if (Directory.Exists(Outside))
        {
            Directory.Delete(Outside, recursive: true);
        }

        Directory.Delete(workspace.Root, recursive: true);
    }

    [Theory]
    [InlineData("a folder that others may write in")]
    [InlineData("a folder of somebody else")]
    [InlineData("a link to somewhere else")]
    public async Task What_stands_already_where_the_data_would_go_is_not_used(string what)
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
        {
            return; // Everybody else keeps the data in the checkout: there is no folder to prepare for them.
        }

        await PrepareAsync(what);

        var refused = await Assert.ThrowsAsync<CliException>(
            () => EmbeddedPostgres.StartAsync(
                workspace, Path.Combine(workspace.Root, "postgres"), 0, durable: true, CancellationToken.None));

        Assert.Contains("was made by somebody else", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Outside));
    }

    private async Task PrepareAsync(string what)
    {
        if (what.StartsWith("a link", StringComparison.Ordinal))
        {
            Directory.CreateSymbolicLink(Outside, Directory.CreateDirectory(Path.Combine(workspace.Root, "elsewhere")).FullName);
            return;
        }

        Directory.CreateDirectory(Outside);
        var (program, right) = what.Contains("others", StringComparison.Ordinal) ? ("chmod", "777") : ("chown", "nobody");
        Assert.Equal(0, (await Tool.RunAsync(program, [right, Outside], "/")).ExitCode);
    }
}
