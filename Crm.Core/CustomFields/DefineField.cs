using System.Text.Json;
using System.Text.RegularExpressions;
using Crm.Core.Access;
using Crm.Core.Records;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.CustomFields;

/// <summary>A custom field as an administrator describes it; without an id a new one. Type and name stay as they were made.</summary>
/// <param name="IsFilterable">Asks for an index of the field's own, which is built beside the running work; texts are then at most 500 characters long.</param>
public sealed record DefineField(
    RecordKind Kind, string? Label = null, string? Type = null, IReadOnlyList<string>? Choices = null, bool IsRequired = false, JsonElement? Default = null, int? Position = null,
    bool IsFilterable = false, Guid? Id = null, int? Version = null);

public sealed record RemoveField(Guid Id);

public sealed record FieldSeen(
    Guid Id, RecordKind Kind, string FieldName, string Label, CustomFieldType Type, IReadOnlyList<string> Choices, bool IsRequired, JsonElement? Default, int Position,
    bool IsFilterable, int Version);

public sealed partial class DefineFieldHandler(ICrmDb db, CurrentUser user, TimeProvider clock)
{
    private const int MostChoices = 200;
    private const int MostFields = 100;

    public async Task<Result<FieldSeen>> DefineAsync(DefineField typed, CancellationToken ct)
    {
        if (user.Role is not Role.Admin)
        {
            return Refusal.NotAllowed("Only an administrator changes custom fields.");
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

        var check = new Check(user.Locale);
        var label = check.Required("label", typed.Label, "The field's name", CustomFieldDefinition.NameLength);
        var type = there?.FieldType ?? check.OneOf<CustomFieldType>("type", typed.Type, "the type") ?? CustomFieldType.Text;
        var choices = Choices(check, type, typed.Choices);
        var name = there?.FieldName ?? NameOf(label);
        if (siblings.Exists(f => f.Id != there?.Id && (f.FieldName == name || (!f.IsDeleted && f.Label.Equals(label, StringComparison.OrdinalIgnoreCase)))))
        {
            check.Fail("label", $"There is a field “{label}” already, or there was one: its values are kept.");
        }

        if (there is null && siblings.Count >= MostFields)
        {
            check.Fail("label", $"At most {MostFields} custom fields fit.");
        }

        var field = there ?? CustomFieldDefinition.Named(entity, name, label, type, choices, siblings.Count, clock.GetUtcNow());
        field.Describe(label, choices, typed.IsRequired, typed.Position ?? field.Position, typed.IsFilterable, clock.GetUtcNow());
        var initial = typed.Default is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } value ? CustomValues.Read(check, field, "default", value) : null;
        field.StartWith(initial?.GetRawText());
        if (check.Refusal is { } refusal)
        {
            return refusal;
        }

        if (there is null)
        {
            db.CustomFields.Add(field);
        }

        return await db.SaveAsync(ct) is { } refused ? refused : Seen(field, typed.Kind);
    }

    /// <summary>The field leaves forms and filters; the values stay in the records.</summary>
    public async Task<Result<Guid>> RemoveAsync(RemoveField remove, CancellationToken ct)
    {
        if (user.Role is not Role.Admin)
        {
            return Refusal.NotAllowed("Only an administrator changes custom fields.");
        }

        var field = await db.CustomFields.SingleOrDefaultAsync(f => f.Id == remove.Id && !f.IsDeleted, ct);
        if (field is null)
        {
            return Refusal.NotFound("field");
        }

        field.Delete(user.Id, clock.GetUtcNow());
        return await db.SaveAsync(ct) is { } refused ? refused : field.Id;
    }

    public async Task<Result<IReadOnlyList<FieldSeen>>> ListAsync(RecordKind kind, CancellationToken ct)
    {
        var entity = kind.ToString().ToLowerInvariant();
        var fields = await db.CustomFields.AsNoTracking().Where(f => f.Entity == entity && !f.IsDeleted).OrderBy(f => f.Position).ThenBy(f => f.FieldName).ToListAsync(ct);
        return fields.Select(f => Seen(f, kind)).ToList();
    }

    private static List<string> Choices(Check check, CustomFieldType type, IReadOnlyList<string>? typed)
    {
        var choices = (typed ?? []).Select(c => c.Trim()).Where(c => c.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var isChoice = type is CustomFieldType.Select or CustomFieldType.MultiSelect;
        if (isChoice && choices.Count == 0)
        {
            check.Fail("choices", "A field to choose from needs at least one choice.");
        }
        else if (choices.Count > MostChoices || choices.Exists(c => c.Length > CustomFieldDefinition.NameLength || c.Contains('\0', StringComparison.Ordinal)))
        {
            check.Fail("choices", $"At most {MostChoices} choices fit, each at most {CustomFieldDefinition.NameLength} characters long.");
        }
        else if (!isChoice && choices.Count > 0)
        {
            check.Fail("choices", "Only SELECT and MULTI_SELECT have choices.");
        }

        return choices;
    }

    /// <summary>"Seats, total" is kept as "seats_total": the key in the records' JSON, and what an index is named after.</summary>
    private static string NameOf(string label)
    {
        var name = NotName().Replace(label.ToLowerInvariant(), "_").Trim('_');
        return name.Length == 0 ? "field" : name.Length > 60 ? name[..60] : name;
    }

    private static FieldSeen Seen(CustomFieldDefinition f, RecordKind kind) => new(
        f.Id, kind, f.FieldName, f.Label, f.FieldType, f.Choices, f.IsRequired, f.DefaultValue is null ? null : JsonSerializer.Deserialize<JsonElement>(f.DefaultValue, JsonSerializerOptions.Default),
        f.Position, f.IsFilterable, f.Version);

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotName();
}
