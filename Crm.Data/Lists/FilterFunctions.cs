using System.Data;
using Crm.Core.Filtering;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;

namespace Crm.Data.Lists;

/// <summary>Maps <see cref="Sql"/> to the functions of crm_ext (ControlSql/Baseline) and PostgreSQL.</summary>
internal static class FilterFunctions
{
    private static readonly string[] OfCustom =
        [nameof(Sql.CustomText), nameof(Sql.CustomNumber), nameof(Sql.CustomDate), nameof(Sql.CustomBoolean), nameof(Sql.CustomCount),
            nameof(Sql.CustomContains)];

    private static readonly StringTypeMapping Text = new("text", DbType.String);

    public static void Configure(ModelBuilder model)
    {
        model.HasDbFunction(typeof(Sql).GetMethod(nameof(Sql.Fold))!).HasName("fold").HasSchema("crm_ext")
            .HasTranslation(arguments => Folded(arguments, nullable: true));
        model.HasDbFunction(typeof(Sql).GetMethod(nameof(Sql.FoldTyped))!).HasName("fold").HasSchema("crm_ext")
            .HasTranslation(arguments => Folded(arguments, nullable: false));
        model.HasDbFunction(typeof(Sql).GetMethod(nameof(Sql.Digits))!).HasName("digits").HasSchema("crm_ext")
            .HasParameter("value", p => p.PropagatesNullability());
        model.HasDbFunction(typeof(Sql).GetMethod(nameof(Sql.StartsWith))!).HasName("starts_with").IsBuiltIn()
            .HasParameter("start", p => p.PropagatesNullability());
        model.HasDbFunction(typeof(Sql).GetMethod(nameof(Sql.Differ))!).HasName("differ").HasSchema("crm_ext");
        model.HasDbFunction(typeof(Sql).GetMethod(nameof(Sql.Literal))!).HasTranslation(arguments => arguments[0]);
        model.HasDbFunction(typeof(Sql).GetMethod(nameof(Sql.KeepId))!).HasTranslation(arguments => new SqlFunctionExpression(
            "set_config", [arguments[0], Cast(arguments[1], typeof(string), Text), new SqlFragmentExpression("true")], nullable: false,
            argumentsPropagateNullability: [false, false, false], typeof(string), Text));
        model.HasDbFunction(typeof(Sql).GetMethod(nameof(Sql.KeptId))!).HasTranslation(arguments => Cast(
            new SqlFunctionExpression(
                "nullif", [KeptText(arguments[0]), new SqlFragmentExpression("''")], nullable: false,
                argumentsPropagateNullability: [false, false], typeof(string), Text),
            typeof(Guid), new GuidTypeMapping("uuid", DbType.Guid)));
        foreach (var method in OfCustom)
        {
            var function = model.HasDbFunction(typeof(Sql).GetMethod(method)!).HasName(Snake(method)).HasSchema("crm_ext");
            function.HasParameter("custom", p => p.HasStoreType("jsonb"));
        }
    }

    /// <summary>
    /// Collated as the folded columns are, whatever the database's own collation: only then do the indexes of custom fields serve, prefixes
    /// and keyset paging included, and texts sort the same everywhere.
    /// </summary>
    private static CollateExpression Folded(IReadOnlyList<SqlExpression> arguments, bool nullable) => new(
        new SqlFunctionExpression("crm_ext", "fold", arguments, nullable, argumentsPropagateNullability: [false], typeof(string),
            Text), "C");

    /// <summary>Null on a connection that never kept one under this name, empty on one where a transaction before this one did.</summary>
    private static SqlFunctionExpression KeptText(SqlExpression name) => new(
        "current_setting", [name, new SqlFragmentExpression("true")], nullable: false, argumentsPropagateNullability: [false, false],
        typeof(string), Text);

    private static SqlUnaryExpression Cast(SqlExpression value, Type type, RelationalTypeMapping mapping) =>
        new(System.Linq.Expressions.ExpressionType.Convert, value, type, mapping);

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
