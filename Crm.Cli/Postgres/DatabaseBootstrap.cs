namespace Crm.Cli.Postgres;

/// <summary>What a superuser does once: the owner of the tables, the application's login that owns nothing, the database.</summary>
public static class DatabaseBootstrap
{
    public static async Task RolesAsync(NpgsqlConnection superuser, string ownerPassword, string applicationPassword, CancellationToken ct)
    {
        await MakeAsync(superuser, "crm_owner", $"login createrole password '{ownerPassword}'", ct);
        await MakeAsync(superuser, "crm_app", $"login noinherit password '{applicationPassword}'", ct);
        // From 16 on a role may grant only roles it administers; the owner must be able to let crm_app take on the tenants' roles.
        await ExecuteAsync(superuser, "grant crm_app to crm_owner with admin option", ct);
    }

    public static async Task DatabaseAsync(NpgsqlConnection superuser, string name, CancellationToken ct)
    {
        await using var there = new NpgsqlCommand("select count(*) from pg_database where datname = $1", superuser)
            { Parameters = { new() { Value = name } } };
        if ((long)(await there.ExecuteScalarAsync(ct))! == 0)
        {
            await ExecuteAsync(superuser, $"create database \"{name}\" owner crm_owner", ct);
        }
    }

    private static async Task MakeAsync(NpgsqlConnection superuser, string role, string attributes, CancellationToken ct)
    {
        await using var there = new NpgsqlCommand("select count(*) from pg_roles where rolname = $1", superuser)
            { Parameters = { new() { Value = role } } };
        var verb = (long)(await there.ExecuteScalarAsync(ct))! == 0 ? "create" : "alter";
        await ExecuteAsync(superuser, $"{verb} role {role} {attributes}", ct);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
