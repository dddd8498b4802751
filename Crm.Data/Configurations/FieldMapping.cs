using Crm.Core.Fields;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Data.Configurations;

/// <summary>The columns of declared fields, with the lengths and digits that forms and files go by.</summary>
internal static class FieldMapping
{
    public static void MapFields<T>(this EntityTypeBuilder<T> entity, RecordFields<T> fields)
        where T : OwnedRecord
    {
        foreach (var field in fields.All)
        {
            Map(entity.Property(field.Property), field);
        }
    }

    private static void Map(PropertyBuilder column, RecordField field)
    {
        switch (field.Type)
        {
            case FieldType.Text or FieldType.Email or FieldType.Phone:
                column.HasMaxLength(field.Length);
                break;
            case FieldType.Amount or FieldType.Share:
                column.HasPrecision(field.Digits!.Value.Precision, field.Digits.Value.Scale);
                break;
            case FieldType.Currency:
                column.HasColumnType("character(3)");
                break;
            case FieldType.LongText or FieldType.Whole or FieldType.Date or FieldType.YesNo or FieldType.Choice or FieldType.Link:
                break;
        }
    }
}
