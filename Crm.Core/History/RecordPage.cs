namespace Crm.Core.History;

/// <summary>A record as its card shows it.</summary>
/// <param name="Details">With what belongs to it.</param>
/// <param name="More">Fields that lists leave out.</param>
public sealed record RecordPage<TDetails, TMore>(TDetails Details, TMore More, PageExtras Extras);

/// <summary>Fields of a record that lists leave out.</summary>
public interface IPageFields
{
    /// <summary>The tenant's own fields.</summary>
    Dictionary<string, JsonElement> Custom { get; }
}

/// <summary>The declared and the custom ones, of a kind whose card shows no more.</summary>
public sealed record PageFields<T>(FieldValues<T> Fields, Dictionary<string, JsonElement> Custom) : IPageFields
    where T : OwnedRecord
{
    public static Expression<Func<T, PageFields<T>>> Of(RecordFields<T> fields) =>
        fields.Read((record, values) => new PageFields<T>(new FieldValues<T>(values), record.Custom));
}
