using Crm.Cli.Postgres;
using Npgsql;

namespace Crm.Cli.Tests;

/// <summary>The server of `up` listens where every program of the machine can knock: its superuser has a password that stands in no code.</summary>
public sealed class GeneratedPasswordTests
{
    [Fact]
    public async Task The_superuser_of_a_server_that_keeps_data_has_a_password_of_its_own()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"crm-passwords-{Environment.ProcessId}");
        var workspace = Workspace.Find();
        var server = await EmbeddedPostgres.StartAsync(workspace, folder, 0, durable: true, CancellationToken.None);
        try
        {
            Assert.Equal("opened", await OpenAsync(server.Superuser));
            foreach (var guess in new[] { "postgres", "", "crm", "superuser" })
            {
                var guessed = new NpgsqlConnectionStringBuilder(server.Superuser) { Pooling = false, Password = guess };
                Assert.Equal(guess.Length == 0 ? "no password" : PostgresErrorCodes.InvalidPassword, await OpenAsync(guessed.ConnectionString));
            }
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
