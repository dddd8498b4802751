using Crm.Core.Catalogs;

namespace Crm.Core.Administration;

/// <summary>
/// A custom field as an administrator describes it; without an id a new one. Type and name stay as they were made; of a field that is
/// there, what is left out stays too.
/// </summary>
/// <param name="Label">Needed of a new field. It must mean no other field of the same records, built in or removed ones included.</param>
/// <param name="Choices">For SELECT and MULTI_SELECT, which need at least one.</param>
/// <param name="IsRequired">A new field is not, unless it is said.</param>
/// <param name="Default">What a new record begins with; JSON null takes the default away, undefined leaves it.</param>
/// <param name="IsFilterable">
/// Asks for an index of the field's own, which is built beside the running work; texts are then at most 500 characters long.
/// </param>
public sealed record DefineField(
    RecordKind Kind, string? Label = null, string? Type = null, IReadOnlyList<string>? Choices = null, bool? IsRequired = null,
    JsonElement Default = default, int? Position = null,
    bool? IsFilterable = null, Guid? Id = null, int? Version = null);

public sealed record FieldSeen(
    Guid Id, RecordKind Kind, string FieldName, string Label, CustomFieldType Type, IReadOnlyList<string> Choices, bool IsRequired,
    JsonElement? Default, int Position,
    bool IsFilterable, int Version);

public sealed class DefineFieldHandler(ICrmDb db, FieldSource filters, CurrentUser user, TimeProvider clock) : IChangesData
{
    private const int MostChoices = 200;
    private const int MostFields = 100;

    public async Task<Result<FieldSeen>> DefineAsync(DefineField typed, CancellationToken ct)
    {
        if (!user.IsAdministrator)
        {
            return Refusal.IsAnAdministratorsWork("custom fields");
        }

        var entity = typed.Kind.ToString().ToLowerInvariant();
        var siblings = await db.CustomFields.Where(f => f.Entity == entity).ToListAsync(ct);
        var there = typed.Id is { } id ? siblings.SingleOrDefault(f => f.Id == id && !f.IsDeleted) : null;
        if (typed.Id is not null && there is null)
        {
            return Refusal.NotFound("field");
        }

        if (there is not null && typed.Version is { } seen && seen != there.Version)
        {
            return Refusal.Conflict("field") with { CurrentVersion = there.Version };
        }

        var check = user.Reads(clock.GetUtcNow());
        var label = there is not null && typed.Label is null
            ? there.Label
            : check.Required("label", typed.Label, "The field's name", CustomFieldDefinition.NameLength);
        if (label != there?.Label)
        {
            await CheckLabelAsync(check, typed.Kind, label, siblings.FindAll(f => f != there), ct);
        }

        if (there is null && siblings.Count >= MostFields)
        {
            check.Fail("label", $"At most {MostFields} custom fields fit.");
        }

        var type = there?.FieldType ?? check.OneOf<CustomFieldType>("type", typed.Type, "the type") ?? CustomFieldType.Text;
        var choices = Choices(check, type, typed.Choices ?? there?.Choices);
        var field = there ?? CustomFieldDefinition.Named(
            entity, CustomFieldName.For(label, siblings), label, type, choices, siblings.Count, clock.GetUtcNow());
        field.Describe(label, choices, typed.IsRequired ?? field.IsRequired, typed.Position ?? field.Position,
            typed.IsFilterable ?? field.IsFilterable, clock.GetUtcNow());
        field.StartWith(Initial(check, field, typed.Default));
        if (check.Refusal is { } refusal)
        {
            return refusal;
        }

        if (there is null)
        {
            db.CustomFields.Add(field);
        }

        return await db.SaveAsync(ct) is { } refused ? refused : check.Noted(Seen(field, typed.Kind));
    }

    public async Task<Result<IReadOnlyList<FieldSeen>>> ListAsync(RecordKind kind, CancellationToken ct)
    {
        var entity = kind.ToString().ToLowerInvariant();
        var fields = await db.CustomFields.AsNoTracking().Where(f => f.Entity == entity && !f.IsDeleted).OrderBy(f => f.Position)
            .ThenBy(f => f.FieldName).ToListAsync(ct);
        return fields.Select(f => Seen(f, kind)).ToList();
    }

    internal async Task<FieldSeen?> FindAsync(RecordKind kind, Guid id, CancellationToken ct) =>
        (await ListAsync(kind, ct)).Value.FirstOrDefault(f => f.Id == id);

    /// <summary>Two fields that the filter language or an import could not tell apart are refused.</summary>
    private async Task CheckLabelAsync(
        InputReader check, RecordKind kind, string label, List<CustomFieldDefinition> others, CancellationToken ct)
    {
        var same = ComparisonKey.Of(label);
        if (others.Find(f => ComparisonKey.Of(f.Label) == same) is { } other)
        {
            check.Fail(
                "label",
                $"There {(other.IsDeleted ? "was" : "is")} a field “{other.Label}” already"
                    + $"{(other.IsDeleted ? ": its values are kept" : "")}. Choose another name.");
        }
        else if (await filters.IsBuiltInAsync(kind, label, ct))
        {
            check.Fail(
                "label",
                $"“{label}” already means a field that every "
                + $"{kind.ToString().ToLowerInvariant()} has. Choose another name, or that field would hide this one.");
        }
    }

    /// <returns>JSON; a default that stays is checked like one that was sent, since the choices may have changed under it.</returns>
    private static string? Initial(InputReader check, CustomFieldDefinition field, JsonElement sent) => sent.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Undefined => field.DefaultValue is { } kept
            ? CustomValues.Read(check, field, "default", JsonSerializer.Deserialize<JsonElement>(kept, JsonSerializerOptions.Default))
            ?.GetRawText()
            : null,
        _ => CustomValues.Read(check, field, "default", sent)?.GetRawText(),
    };

    private static List<string> Choices(InputReader check, CustomFieldType type, IReadOnlyList<string>? typed)
    {
        var choices = (typed ?? []).Select(c => c.Trim()).Where(c => c.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var isChoice = type is CustomFieldType.Select or CustomFieldType.MultiSelect;
        if (isChoice && choices.Count == 0)
        {
            check.Fail("choices", "A field to choose from needs at least one choice.");
        }
        else if (choices.Count > MostChoices
            || choices.Exists(c => c.Length > CustomFieldDefinition.NameLength || c.Contains('\0', StringComparison.Ordinal)))
        {
            check.Fail("choices", $"At most {MostChoices} choices fit, each at most {CustomFieldDefinition.NameLength} characters long.");
        }
        else if (!isChoice && choices.Count > 0)
        {
            check.Fail("choices", "Only SELECT and MULTI_SELECT have choices.");
        }

        return choices;
    }

    private static FieldSeen Seen(CustomFieldDefinition f, RecordKind kind) => new(
        f.Id, kind, f.FieldName, f.Label, f.FieldType, f.Choices, f.IsRequired,
        f.DefaultValue is null ? null : JsonSerializer.Deserialize<JsonElement>(f.DefaultValue, JsonSerializerOptions.Default),
        f.Position, f.IsFilterable, f.Version);
}
