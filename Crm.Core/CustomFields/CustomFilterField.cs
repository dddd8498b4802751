namespace Crm.Core.CustomFields;

/// <summary>
/// A custom field as a field of the filter language. Names stand as constants in the SQL, so that a field's expression index can serve;
/// choices are asked by containment, which the GIN index on the jsonb column answers.
/// </summary>
public static class CustomFilterField
{
    public static FilterField For<T>(CustomFieldDefinition definition)
        where T : OwnedRecord
    {
        var name = definition.FieldName;
        var field = definition.FieldType switch
        {
            CustomFieldType.Number =>
                new FilterField(definition.Label, FieldKind.Number, Read<T, decimal?>(nameof(Sql.CustomNumber), name)),
            CustomFieldType.Date => new FilterField(definition.Label, FieldKind.Date, Read<T, DateOnly?>(nameof(Sql.CustomDate), name)),
            CustomFieldType.Boolean => new FilterField(definition.Label, FieldKind.Select, Read<T, bool?>(nameof(Sql.CustomBoolean), name))
            {
                Options = FieldOption.YesNo,
                Holds = option => Contains<T>(name, option.Value),
            },
            CustomFieldType.Select => new FilterField(definition.Label, FieldKind.Select, Read<T, string?>(nameof(Sql.CustomText), name))
            {
                Options = Choices(definition),
                Holds = option => Contains<T>(name, option.Value),
            },
            CustomFieldType.MultiSelect =>
                new FilterField(definition.Label, FieldKind.MultiSelect, Read<T, int?>(nameof(Sql.CustomCount), name))
            {
                Options = Choices(definition),
                Holds = option => Contains<T>(name, new[] { option.Value }),
            },
            CustomFieldType.Text or CustomFieldType.Url or CustomFieldType.Email or CustomFieldType.Phone =>
                new FilterField(definition.Label, FieldKind.Text, Folded<T>(name)),
        };
        return name.Equals(definition.Label, StringComparison.OrdinalIgnoreCase) ? field : field with { Aliases = [name] };
    }

    private static IReadOnlyList<FieldOption> Choices(CustomFieldDefinition definition) =>
        [.. definition.Choices.Select(choice => new FieldOption(choice, choice))];

    private static Expression<Func<T, TValue>> Read<T, TValue>(string function, string name)
        where T : OwnedRecord
    {
        var row = Expression.Parameter(typeof(T), "r");
        return Expression.Lambda<Func<T, TValue>>(
            Expression.Call(typeof(Sql), function, null, Expression.Property(row, nameof(OwnedRecord.Custom)), Expression.Constant(name)),
            row);
    }

    private static Expression<Func<T, string>> Folded<T>(string name)
        where T : OwnedRecord
    {
        var text = Read<T, string?>(nameof(Sql.CustomText), name);
        return Expression.Lambda<Func<T, string>>(Expression.Call(typeof(Sql), nameof(Sql.Fold), null, text.Body), text.Parameters);
    }

    private static Expression<Func<T, bool>> Contains<T>(string name, object value)
        where T : OwnedRecord
    {
        var row = Expression.Parameter(typeof(T), "r");
        var json = JsonSerializer.Serialize(new Dictionary<string, object> { [name] = value }, JsonSerializerOptions.Default);
        return Expression.Lambda<Func<T, bool>>(
            Expression.Call(typeof(Sql), nameof(Sql.CustomContains), null, Expression.Property(row, nameof(OwnedRecord.Custom)),
                Expression.Constant(json)), row);
    }
}
