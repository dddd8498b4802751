using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Crm.Data.Migrations;

/// <summary>
/// The specification's rules of schema evolution: never drop a column, add new ones nullable or with a default. A migration that breaks
/// them is refused before anything runs.
/// </summary>
public static partial class MigrationGuard
{
    /// <exception cref="InvalidOperationException">Names the migration and the rule it breaks.</exception>
    public static void Check(string id, Migration migration)
    {
        if (migration.UpOperations.Count == 0)
        {
            throw new InvalidOperationException($"Migration {id} is refused: it does nothing. Does it name its script?");
        }

        foreach (var operation in migration.UpOperations)
        {
            if (Broken(operation) is { } rule)
            {
                throw new InvalidOperationException($"Migration {id} is refused: {rule}");
            }
        }
    }

    private static string? Broken(MigrationOperation operation) => operation switch
    {
        DropColumnOperation drop => $"it drops the column {drop.Table}.{drop.Name}. Columns stay; stop using it instead.",
        DropTableOperation drop => $"it drops the table {drop.Name}. Tables stay; stop using it instead.",
        AddColumnOperation { IsNullable: false, DefaultValue: null, DefaultValueSql: null, ComputedColumnSql: null } add =>
            $"it adds the required column {add.Table}.{add.Name} without a default. Rows that are there could not have it.",
        SqlOperation sql => Broken(Comments().Replace(sql.Sql, " ")),
        _ => null,
    };

    private static string? Broken(string sql)
    {
        if (DropColumn().Match(sql) is { Success: true } column)
        {
            return $"it drops a column («{column.Value.Trim()}»). Columns stay; stop using it instead.";
        }

        if (DropTable().Match(sql) is { Success: true } table)
        {
            return $"it drops a table («{table.Value.Trim()}»). Tables stay; stop using it instead.";
        }

        var required = AddColumn().Matches(sql).Select(m => m.Value).FirstOrDefault(c => NotNull().IsMatch(c) && !HasValue().IsMatch(c));
        return required is null
            ? null
            : $"it adds a required column without a default («{required.Trim()}»). Rows that are there could not have it.";
    }

    [GeneratedRegex(@"--[^\n]*|/\*.*?\*/", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comments();

    [GeneratedRegex(
        @"\bdrop\s+column\b[^,;]*|\balter\s+table\s+[^;]*?\bdrop\s+(?!constraint\b|column\b|trigger\b|default\b|not\b|expression\b|"
            + @"identity\b)\w+[^,;]*",
        RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DropColumn();

    [GeneratedRegex(@"\bdrop\s+table\b[^;]*", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DropTable();

    // One added column: up to the next comma outside brackets, or the statement's end.
    [GeneratedRegex(
        @"\badd\s+(?:column\s+)(?:if\s+not\s+exists\s+)?(?:[^,;()]|\([^()]*(?:\([^()]*\)[^()]*)*\))*",
        RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AddColumn();

    [GeneratedRegex(@"\bnot\s+null\b|\bprimary\s+key\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotNull();

    [GeneratedRegex(@"\bdefault\b|\bgenerated\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HasValue();
}
