using System.Text.Json;
using Crm.Core.Access;
using Crm.Core.Records;

namespace Crm.Core.CustomFields;

/// <summary>The tenant's own fields of all kinds of records.</summary>
public sealed record ShowFields
{
    public const string Verb = "fields";
}

/// <summary>A field's form, with what was typed before; without an id that of a new one.</summary>
public sealed record EditField(RecordKind Kind, Guid? Id = null, SaveField? Typed = null, Refusal? Why = null)
{
    public const string Verb = "field.edit";
}

/// <summary>A field as its form sends it.</summary>
/// <param name="Choices">One in each line.</param>
/// <param name="Required">"true" or "false".</param>
/// <param name="Filterable">"true" or "false".</param>
/// <param name="Default">As somebody would type it into the field; null for none.</param>
public sealed record SaveField(
    RecordKind Kind, string? Label = null, string? Type = null, string? Choices = null, string? Required = null, string? Filterable = null, string? Default = null, Guid? Id = null, int? Version = null)
{
    public const string Verb = "field.save";

    internal DefineField Definition => new(
        Kind, Label ?? "", Type, Choices?.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [], Required == "true",
        JsonSerializer.SerializeToElement(Default, JsonSerializerOptions.Default), Position: null, Filterable == "true", Id, Version);
}

/// <param name="Field">Null for a new one.</param>
public sealed record FieldForm(RecordKind Kind, FieldSeen? Field, SaveField? Typed, Refusal? Why);

public sealed class ShowFieldsHandler(DefineFieldHandler fields, CurrentUser user)
{
    public async Task<Result<IReadOnlyList<FieldSeen>>> AllAsync(ShowFields show, CancellationToken ct)
    {
        var all = new List<FieldSeen>();
        foreach (var kind in Enum.GetValues<RecordKind>())
        {
            all.AddRange((await fields.ListAsync(kind, ct)).Value);
        }

        return all;
    }

    public async Task<Result<FieldForm>> FormAsync(EditField edit, CancellationToken ct)
    {
        if (user.Role is not Role.Admin)
        {
            return Refusal.NotAllowed("Only an administrator changes custom fields.");
        }

        var field = edit.Id is { } id ? (await fields.ListAsync(edit.Kind, ct)).Value.FirstOrDefault(f => f.Id == id) : null;
        return edit.Id is not null && field is null ? Refusal.NotFound("field") : new FieldForm(edit.Kind, field, edit.Typed, edit.Why);
    }

    public Task<Result<FieldSeen>> SaveAsync(SaveField typed, CancellationToken ct) => fields.DefineAsync(typed.Definition, ct);
}
