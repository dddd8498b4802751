namespace Crm.Cli.Tests;

/// <summary>
/// The server of `up` listens where every program of the machine can knock: its superuser has a password that stands in no code.
/// </summary>
public sealed class GeneratedPasswordTests
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"crm-passwords-{Environment.ProcessId}");

    [Fact]
    public Task The_superuser_of_a_server_that_keeps_data_has_a_password_of_its_own() => WithServerAsync(async server =>
    {
        Assert.Equal("opened", await OpenAsync(server.Superuser));
        foreach (var guess in new[] { "postgres", "", "crm", "superuser" })
        {
            var guessed = new NpgsqlConnectionStringBuilder(server.Superuser) { Pooling = false, Password = guess };
            Assert.Equal(guess.Length == 0 ? "no password" : PostgresErrorCodes.InvalidPassword, await OpenAsync(guessed.ConnectionString));
        }
    });

    [Fact]
    public Task The_password_stands_in_one_file_that_its_owner_alone_reads() => WithServerAsync(_ =>
    {
        Assert.Equal(
            ["initialised", "server.log", "start.log", "superuser"],
            Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "superuser")));
        }

        return Task.CompletedTask;
    });

    private async Task WithServerAsync(Func<EmbeddedPostgres, Task> look)
    {
        var workspace = Workspace.Find();
        var server = await EmbeddedPostgres.StartAsync(workspace, folder, 0, durable: true, CancellationToken.None);
        try
        {
            await look(server);
        }
        finally
        {
            await server.StopAsync();
            await EmbeddedPostgres.ResetAsync(workspace, folder, CancellationToken.None);
        }
    }

    private static async Task<string> OpenAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        try
        {
            await connection.OpenAsync();
            return "opened";
        }
        catch (PostgresException refused)
        {
            return refused.SqlState;
        }
        catch (NpgsqlException)
        {
            return "no password";
        }
    }
}
