using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>The SQL of a migration, embedded files beside it: reviewed and approved as SQL, not as builder calls.</summary>
internal static class Script
{
    /// <summary>Scripts in their order, inside the migration's transaction.</summary>
    /// <param name="migration">Whose steps they become.</param>
    /// <param name="folder">"Sql" or "Sql.Baseline" for a tenant's schema, "ControlSql" for what all share.</param>
    /// <param name="scripts">Names of files, without the folder and ".sql".</param>
    public static void Run(this MigrationBuilder migration, string folder, params ReadOnlySpan<string> scripts)
    {
        foreach (var script in scripts)
        {
            migration.Sql(Read(folder, script));
        }
    }

    /// <summary>Statement by statement, each outside a transaction: what CREATE INDEX CONCURRENTLY asks for.</summary>
    public static void RunConcurrently(this MigrationBuilder migration, string folder, params ReadOnlySpan<string> scripts)
    {
        foreach (var script in scripts)
        {
            foreach (var statement in Statements(Read(folder, script)))
            {
                migration.Sql(statement, suppressTransaction: true);
            }
        }
    }

    private static string Read(string folder, string script)
    {
        var resource = $"{typeof(Script).Namespace}.{folder}.{script}.sql";
        using var stream = typeof(Script).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"There is no script {resource}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static IEnumerable<string> Statements(string script) =>
        string.Join('\n', script.Split('\n').Where(line => !line.StartsWith("--", StringComparison.Ordinal)))
            .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
