using System.Text.Json;
using Crm.Core.Records;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Data.Configurations;

/// <summary>What the mapping of every record shares; lengths come from the entities, defaults from the migrations.</summary>
internal static class RecordMapping
{
    private static readonly ValueComparer<Dictionary<string, JsonElement>> SameJson = new(
        (a, b) => JsonSerializer.Serialize(a, JsonSerializerOptions.Default) == JsonSerializer.Serialize(b, JsonSerializerOptions.Default),
        v => JsonSerializer.Serialize(v, JsonSerializerOptions.Default).GetHashCode(StringComparison.Ordinal),
        v => new Dictionary<string, JsonElement>(v));

    public static void MapRecord<T>(this EntityTypeBuilder<T> entity, string table)
        where T : OwnedRecord
    {
        entity.ToTable(table);
        entity.HasKey(r => r.Id);
        entity.Property(r => r.Id).ValueGeneratedNever();
        entity.Property(r => r.Version).IsConcurrencyToken();
        entity.Property(r => r.Custom).HasColumnType("jsonb").HasConversion(
            v => JsonSerializer.Serialize(v, JsonSerializerOptions.Default),
            v => JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(v, JsonSerializerOptions.Default)!,
            SameJson);
    }

    /// <summary>A generated column, "C" collation: one btree serves equality, ranges, prefixes, sorting and keyset paging.</summary>
    public static PropertyBuilder<string?> Generated(this PropertyBuilder<string?> column, string sql)
    {
        column.HasColumnType("text").UseCollation("C").HasComputedColumnSql(sql, stored: true);
        return column;
    }
}
