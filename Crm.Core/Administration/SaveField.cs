namespace Crm.Core.Administration;

/// <summary>A field as its form sends it.</summary>
/// <param name="Choices">One in each line.</param>
/// <param name="Required">"true" or "false".</param>
/// <param name="Filterable">"true" or "false".</param>
/// <param name="Default">As somebody would type it into the field; null for none.</param>
/// <param name="Was">What stood in the form when it was opened: only what differs from it counts as changed.</param>
public sealed record SaveField(
    RecordKind Kind, string? Label = null, string? Type = null, string? Choices = null, string? Required = null, string? Filterable = null,
    string? Default = null, Guid? Id = null, int? Version = null,
    SaveField? Was = null) : ICardRequest
{
    public static string Verb => "field.save";

    /// <summary>What stands in the field's form.</summary>
    public static SaveField Shown(FieldSeen field, string locale) => new(
        field.Kind, field.Label, UpperSnakeCase.Of(field.Type), string.Join('\n', field.Choices), field.IsRequired ? "true" : "false",
        field.IsFilterable ? "true" : "false", Initial(field, locale));

    internal IReadOnlyList<FieldConflict> Contested(SaveField now) =>
        Late(now).Contested("label", "choices", "default", "required", "filterable");

    /// <summary>The same over a field that somebody else changed meanwhile.</summary>
    internal SaveField Over(SaveField now)
    {
        var late = Late(now);
        return this with
        {
            Label = late["label"], Type = now.Type, Choices = late["choices"], Default = late["default"], Required = late["required"],
            Filterable = late["filterable"], Was = now,
        };
    }

    internal DefineField Definition => new(
        Kind, Label ?? "", Type, Choices?.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
        Required == "true",
        JsonSerializer.SerializeToElement(Default, JsonSerializerOptions.Default), Position: null, Filterable == "true", Id, Version);

    private FormMerge Late(SaveField now) => new(FormValues.Of(this), FormValues.Of(Was), FormValues.Of(now));

    /// <summary>The default as this reader would type it.</summary>
    private static string? Initial(FieldSeen field, string locale) => field.Default is not { } value ? null : value.ValueKind switch
    {
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(v => v.ToString())),
        JsonValueKind.Number => value.GetDecimal().ToString("0.############", Numbers.CultureOf(locale)),
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.String when field.Type is CustomFieldType.Date => WrittenDay.OfIso(value.GetString()!, Numbers.CultureOf(locale)),
        _ => value.ToString(),
    };
}

public sealed class SaveFieldHandler(DefineFieldHandler fields, CurrentUser user) : IChangesData
{
    public async Task<Result<FieldSeen>> HandleAsync(SaveField typed, CancellationToken ct)
    {
        if (user.IsAdministrator && typed is { Id: { } id, Was: not null } && await fields.FindAsync(typed.Kind, id, ct) is { } field
            && field.Version != typed.Version)
        {
            var now = SaveField.Shown(field, user.Locale);
            if (typed.Contested(now) is { Count: > 0 } contested)
            {
                return Refusal.Conflict("field") with { Conflicts = contested, CurrentVersion = field.Version };
            }

            typed = typed.Over(now) with { Version = field.Version };
        }

        return await fields.DefineAsync(typed.Definition, ct);
    }
}
