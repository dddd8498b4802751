using Crm.Core.Choices;
using Crm.Core.Contacts;

namespace Crm.Core.Editing;

/// <summary>What the inputs of a record's form offer.</summary>
/// <param name="People">
/// Who may do an activity, or own a record; empty for a USER's record, which only a manager gives away (docs/decisions/0002).
/// </param>
public sealed record FormChoices(
    string DefaultCurrency, IReadOnlyList<Choice> Stages, IReadOnlyList<Choice> Companies, IReadOnlyList<Choice> Contacts,
    IReadOnlyList<Choice> Deals,
    IReadOnlyList<Choice> People, IReadOnlyList<CustomFieldDefinition> Custom);

/// <summary>A form as it is shown: what stands in it, what it offers, what was wrong with it.</summary>
/// <param name="Submission">Pressed twice, a form makes one record: both presses carry this key.</param>
public sealed record FormView(FormValues Values, FormChoices Choices, Refusal? Why, string Submission);

/// <summary>The form of a new record of a kind that people make by hand.</summary>
internal static class NewRecordForm
{
    public static AdaptiveCard For(
        FormView form, RecordKind kind, string verb, Func<FormValues, FormChoices, Refusal?, bool, IEnumerable<Element>> inputs) =>
        Blocks.NewForm(
            $"New {RecordWords.Singular(kind)}", $"Create {RecordWords.Singular(kind)}", verb, form.Submission,
            inputs(form.Values, form.Choices, form.Why, true));
}

/// <summary>Reads what a form of a kind of record offers to the running use case's caller.</summary>
public sealed class FormSource(ICrmDb db, CurrentUser user, RecordChoices records, TenantChoicesCache cache, TimeProvider clock)
{
    /// <summary>More would not fit a card; the owner of a record is always among them.</summary>
    private const int MostPeople = 60;

    public async Task<FormView> NewAsync<T>(RecordKind kind, T typed, Refusal? why, CancellationToken ct)
    {
        var values = FormValues.Of(typed);
        return new FormView(values, await ChoicesAsync(kind, values, ct), why, Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"));
    }

    public async Task<FormChoices> ChoicesAsync(RecordKind kind, FormValues values, CancellationToken ct)
    {
        var choices = await cache.GetAsync(db, user, ct);
        return new FormChoices(
            user.Tenant.DefaultCurrency,
            [.. choices.MovableStages.Select(s => new Choice(s.Name, s.Id.ToString()))],
            kind switch
            {
                RecordKind.Company => [],
                RecordKind.Contact or RecordKind.Deal or RecordKind.Activity => await records.CompaniesOrNewAsync(values["companyId"], ct),
            },
            kind is RecordKind.Deal or RecordKind.Activity ? await records.ContactsAsync(values["contactId"], ct) : [],
            kind is RecordKind.Activity ? await records.DealsAsync(values["dealId"], ct) : [],
            !user.ManagesEverybody && kind is not RecordKind.Activity
                ? []
                : await PeopleAsync(choices, values["ownerId"] ?? values["assignedToId"], ct),
            choices.CustomFieldsOf(kind.ToString().ToLowerInvariant()));
    }

    public async Task<IReadOnlyList<Choice>> PeopleAsync(string? chosen, CancellationToken ct) =>
        await PeopleAsync(await cache.GetAsync(db, user, ct), chosen, ct);

    private async Task<IReadOnlyList<Choice>> PeopleAsync(TenantChoices choices, string? chosen, CancellationToken ct)
    {
        var people = choices.People.Where(p => (Guid)p.Value == user.Id).Concat(choices.People).DistinctBy(p => p.Value).Take(MostPeople)
            .Select(p => new Choice(p.Label, p.Value.ToString()!)).ToList();
        if (Guid.TryParse(chosen, out var id) && people.TrueForAll(p => p.Value != chosen))
        {
            people.AddRange(
                await db.Users.Where(u => u.Id == id).Select(u => new Choice(u.Name ?? u.Email, u.Id.ToString())).ToListAsync(ct));
        }

        return people;
    }
}
