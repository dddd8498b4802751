using System.Text.Json;
using Crm.Core.Filtering;
using Microsoft.EntityFrameworkCore;

namespace Crm.Data.Lists;

/// <summary>Maps <see cref="Sql"/> to the functions of crm_ext (ControlSql/0004) and PostgreSQL.</summary>
internal static class FilterFunctions
{
    private static readonly string[] OfCustom =
        [nameof(Sql.CustomText), nameof(Sql.CustomNumber), nameof(Sql.CustomDate), nameof(Sql.CustomBoolean), nameof(Sql.CustomCount), nameof(Sql.CustomContains)];

    public static void Configure(ModelBuilder model)
    {
        model.HasDbFunction(typeof(Sql).GetMethod(nameof(Sql.Fold))!).HasName("fold").HasSchema("crm_ext");
        model.HasDbFunction(typeof(Sql).GetMethod(nameof(Sql.StartsWith))!).HasName("starts_with").IsBuiltIn();
        foreach (var method in OfCustom)
        {
            var function = model.HasDbFunction(typeof(Sql).GetMethod(method)!).HasName(Snake(method)).HasSchema("crm_ext");
            function.HasParameter("custom", p => p.HasStoreType("jsonb"));
        }
    }

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
