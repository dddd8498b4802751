namespace Crm.Core.Filtering;

/// <summary>The words in which a kind of record writes its fields down, and the fields that every kind has.</summary>
internal static class FieldsOf<T>
    where T : OwnedRecord
{
    public static readonly FilterField Created = Field("created", FieldKind.Moment, r => r.CreatedAt);

    public static readonly FilterField Updated = Field("updated", FieldKind.Moment, r => r.UpdatedAt);

    public static FilterField Field<TValue>(string name, FieldKind kind, Expression<Func<T, TValue>> column) => new(name, kind, column);

    public static LambdaExpression Of<TValue>(Expression<Func<T, TValue>> column) => column;
}
