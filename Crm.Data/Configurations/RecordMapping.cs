using Crm.Core.Fields;
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

    /// <summary>A table whose rows have an id that the entity makes.</summary>
    public static void MapTable<T>(this EntityTypeBuilder<T> row, string table, string id = nameof(OwnedRecord.Id))
        where T : class
    {
        row.ToTable(table);
        row.HasKey(id);
        row.Property(id).ValueGeneratedNever();
    }

    public static void MapRecord<T>(this EntityTypeBuilder<T> entity, string table, RecordFields<T> fields)
        where T : OwnedRecord
    {
        entity.MapTable(table);
        entity.MapFields(fields);
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
