namespace Crm.Core.Fields;

/// <summary>What a card shows of a record's declared fields, read with the record; see <see cref="RecordFields{T}.Read"/>.</summary>
public sealed class FieldValues<T>(object?[] values)
{
    private const int LongestFact = 255;

    /// <summary>Values that were not read from the database.</summary>
    public static FieldValues<T> Of(RecordFields<T> fields, params IReadOnlyList<(RecordField<T> Field, object? Value)> known) =>
        new([.. fields.Shown.Select(f => known.FirstOrDefault(k => k.Field == f).Value)]);

    /// <summary>Null, or no, for nothing.</summary>
    public TValue? Get<TValue>(RecordField<T, TValue> field) => values[field.Place] is TValue value ? value : default;

    /// <summary>A line of the card's facts: the field's label, and its value as the reader's locale has it.</summary>
    public (string Title, string? Value) Fact<TValue>(RecordField<T, TValue> field, ReaderFormat shown) =>
        (field.Label, values[field.Place] switch
    {
        null => null,
        string text => Markdown.Short(text, LongestFact),
        DateOnly day => shown.Date(day),
        decimal number => shown.Number(number),
        int number => shown.Count(number),
        var value => RecordField.Say(value),
    });
}
