using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>The SQL of a migration, an embedded file beside it: reviewed and approved as SQL, not as builder calls.</summary>
internal static class Script
{
    /// <summary>One script, inside the migration's transaction.</summary>
    public static void Run(this MigrationBuilder migration, string name) => migration.Sql(Read(name));

    /// <summary>Statement by statement, each outside a transaction: what CREATE INDEX CONCURRENTLY asks for.</summary>
    public static void RunConcurrently(this MigrationBuilder migration, string name)
    {
        foreach (var statement in Statements(Read(name)))
        {
            migration.Sql(statement, suppressTransaction: true);
        }
    }

    public static string Read(string name)
    {
        var resource = typeof(Script).Assembly.GetManifestResourceNames().Single(n => n.EndsWith($".{name}.sql", StringComparison.Ordinal));
        using var reader = new StreamReader(typeof(Script).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    private static IEnumerable<string> Statements(string script) =>
        string.Join('\n', script.Split('\n').Where(line => !line.StartsWith("--", StringComparison.Ordinal)))
            .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
