using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Crm.Data.Migrations;

/// <summary>What a rollback would throw away: tables that hold rows, and that a script on the way down drops.</summary>
internal static partial class LostRows
{
    /// <param name="context">Of the tenant's schema.</param>
    /// <param name="undone">Ids of the migrations that would be undone.</param>
    /// <param name="ct">Cancels the question.</param>
    /// <returns>Tables with how many rows they hold.</returns>
    public static async Task<IReadOnlyList<(string Table, long Rows)>> OfAsync(
        DbContext context, IEnumerable<string> undone, CancellationToken ct)
    {
        var migrations = context.GetService<IMigrationsAssembly>();
        var lost = new List<(string, long)>();
        foreach (var table in undone
            .SelectMany(id => Dropped(migrations.CreateMigration(migrations.Migrations[id], context.Database.ProviderName!)))
            .Where(table => !FilledByItself(table)))
        {
#pragma warning disable EF1002 // a name from our own script
            var rows = await context.Database.SqlQueryRaw<long>($"select count(*) as \"Value\" from \"{table}\"").SingleAsync(ct);
#pragma warning restore EF1002
            if (rows > 0)
            {
                lost.Add((table, rows));
            }
        }

        return lost;
    }

    /// <summary>What a tenant has from its first moment on is nobody's loss: its settings, the sums of reports.</summary>
    private static bool FilledByItself(string table) =>
        table is "tenant_settings" or "pipeline_stages" || table.StartsWith("agg_", StringComparison.Ordinal);

    private static IEnumerable<string> Dropped(Migration migration) => migration.DownOperations.OfType<SqlOperation>()
        .SelectMany(operation => DropTable().Matches(operation.Sql))
        .SelectMany(match => match.Groups["tables"].Value.Split(',', StringSplitOptions.TrimEntries));

    [GeneratedRegex(
        @"^\s*drop\s+table\s+(if\s+exists\s+)?(?<tables>\w+(\s*,\s*\w+)*)", RegexOptions.IgnoreCase | RegexOptions.Multiline, 1000)]
    private static partial Regex DropTable();
}
