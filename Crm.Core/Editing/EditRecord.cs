using Crm.Core.Activities;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;

namespace Crm.Core.Editing;

/// <summary>Asks for the form of an existing record; after a refusal with what was typed, and what was wrong with it.</summary>
/// <param name="Version">The version that the person saw.</param>
/// <param name="Was">What stood in the form when it was opened.</param>
public sealed record EditRecord(
    RecordKind Kind, Guid Id, int? Version = null, JsonElement? Was = null, JsonElement? Typed = null, Refusal? Why = null) : ICardRequest
{
    public static string Verb => "record.edit";
}

/// <param name="Was">What is saved now, or was when the form was opened: only what differs from it is sent.</param>
/// <param name="Values">What stands in the inputs.</param>
public sealed record EditFormView(
    RecordKind Kind, Guid Id, int Version, FormValues Was, FormValues Values, FormChoices Choices, Refusal? Why);

public sealed class EditRecordHandler(ICrmDb db, CurrentUser user, FormSource forms)
{
    private readonly CultureInfo culture = Numbers.CultureOf(user.Locale);

    public async Task<Result<EditFormView>> HandleAsync(EditRecord edit, CancellationToken ct) => edit.Kind switch
    {
        RecordKind.Company => await FormAsync(db.Companies, Company.Editable, edit, ct),
        RecordKind.Contact => await FormAsync(db.Contacts, Contact.Editable, edit, ct),
        RecordKind.Deal => await FormAsync(db.Deals, Deal.Editable, edit, ct),
        RecordKind.Activity => await FormAsync(db.Activities, Activity.Editable, edit, ct),
    };

    private async Task<Result<EditFormView>> FormAsync<T>(DbSet<T> records, EditableEntity<T> entity, EditRecord edit, CancellationToken ct)
        where T : OwnedRecord
    {
        var record = await records.AsNoTracking().NotDeleted().SingleOrDefaultAsync(r => r.Id == edit.Id, ct);
        if (record is null)
        {
            return Refusal.NotFound(entity.What);
        }

        if (!user.MayChange(record))
        {
            return Refusal.BelongsToSomebodyElse(entity.What);
        }

        var was = edit.Was is { } opened ? new FormValues(FormValues.Nest(opened)) : Saved(record, entity);
        var values = edit.Typed is { } typed ? new FormValues(FormValues.Nest(typed)) : was;
        return new EditFormView(
            edit.Kind, edit.Id, edit.Version ?? record.Version, was, values, await forms.ChoicesAsync(edit.Kind, values, ct), edit.Why);
    }

    /// <summary>How a record stands now, as its form would show it.</summary>
    public async Task<(FormValues Values, int Version)?> SavedAsync(RecordKind kind, Guid id, CancellationToken ct) => kind switch
    {
        RecordKind.Company => await SavedAsync(db.Companies, Company.Editable, id, ct),
        RecordKind.Contact => await SavedAsync(db.Contacts, Contact.Editable, id, ct),
        RecordKind.Deal => await SavedAsync(db.Deals, Deal.Editable, id, ct),
        RecordKind.Activity => await SavedAsync(db.Activities, Activity.Editable, id, ct),
    };

    private async Task<(FormValues Values, int Version)?> SavedAsync<T>(
        DbSet<T> records, EditableEntity<T> entity, Guid id, CancellationToken ct)
        where T : OwnedRecord => await records.AsNoTracking().NotDeleted().SingleOrDefaultAsync(r => r.Id == id, ct) is { } record
            ? (Saved(record, entity), record.Version)
            : null;

    private FormValues Saved<T>(T record, EditableEntity<T> entity)
        where T : OwnedRecord
    {
        var saved = entity.Fields.ToDictionary(f => f.Name, f => (object?)Text(f.Get(record)));
        saved["custom"] = record.Custom.ToDictionary(
            c => c.Key, c => c.Value.ValueKind is JsonValueKind.Number
            ? c.Value.GetDecimal().ToString("0.############", culture)
            : (object)c.Value);
        return FormValues.Of(saved);
    }

    /// <summary>As the person would type it: a number in the reader's own form, since it is read back in it.</summary>
    private string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        Enum choice => UpperSnakeCase.OfAny(choice),
        bool yes => yes ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number and (decimal or int) => number.ToString("0.##", culture),
        _ => value.ToString(),
    };
}

/// <summary>The form of an existing record: the inputs of a new one and more.</summary>
public static class EditForm
{
    public static AdaptiveCard For(EditFormView form)
    {
        var what = form.Kind.ToString().ToLowerInvariant();
        List<Element> inputs = [.. Inputs(form)];
        var was = inputs.Where(i => i.Id is not null).ToDictionary(i => i.Id!, i => form.Was[i.Id!]);
        return new AdaptiveCard([Blocks.Title($"Edit {what}"), .. inputs])
        {
            Actions =
            [
                ExecuteAction.Submit<ChangeRecord>("Save", new { kind = form.Kind, id = form.Id, version = form.Version, was })
                    with { Style = "positive" },
                ExecuteAction.Press("Cancel", new ShowRecord(form.Kind, form.Id)),
            ],
            FallbackText = $"Edit {what}",
        };
    }

    private static IEnumerable<Element> Inputs(EditFormView form) => form.Kind switch
    {
        RecordKind.Company => CompanyForm.Inputs(form.Values, form.Choices, form.Why, isNew: false),
        RecordKind.Contact => ContactForm.Inputs(form.Values, form.Choices, form.Why, isNew: false),
        RecordKind.Deal => DealForm.Inputs(form.Values, form.Choices, form.Why, isNew: false),
        RecordKind.Activity => ActivityForm.Inputs(form.Values, form.Choices, form.Why),
    };
}
