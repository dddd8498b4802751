using Crm.Core.Access;
using Crm.Core.Records;
using Deal_ = Crm.Core.Records.Changeable<Crm.Core.Deals.Deal>;

namespace Crm.Core.Deals;

public sealed class ChangeDealHandler(ICrmDb db, RecordEditor editor, CurrentUser user)
{
    public async Task<Result<DealView>> HandleAsync(FieldChanges changes, CancellationToken ct)
    {
        var typed = changes.WithNamedCurrency("value", "currency", user.Locale);
        return typed.Refusal is { } refusal ? refusal : await db.SeenAsync(await editor.ChangeAsync(db.Deals, Deal.Editable, typed.Value, ct), DealView.Of, ct);
    }
}

public sealed partial class Deal
{
    public const int DescriptionLength = 20_000;

    /// <summary>What people may change, and by which rules. The stage moves by <see cref="MoveDeal"/>, so that its history is kept.</summary>
    public static EditableEntity<Deal> Editable { get; } = new(
        "deal",
        [
            Deal_.Required("title", "The title", TitleLength, d => d.Title, (d, v) => d.Title = v),
            Deal_.Text("description", "The description", DescriptionLength, d => d.Description, (d, v) => d.Description = v),
            Deal_.Amount("value", "The value", MaxValue, d => d.Value, (d, v) => d.Value = v),
            Deal_.Currency("currency", d => d.Currency, (d, v) => d.Currency = v ?? d.Currency),
            Deal_.Date("expectedCloseDate", "The close date", d => d.ExpectedCloseDate, (d, v) => d.ExpectedCloseDate = v),
            Deal_.Share("probability", "The probability", d => d.Probability, (d, v) => d.Probability = v),
            Deal_.OneOf("priority", "the priority", d => d.Priority, (d, v) => d.Priority = v),
            Deal_.Text("source", "The source", SourceLength, d => d.Source, (d, v) => d.Source = v),
            Deal_.Link("companyId", LinkTo.Company, "a company", d => d.CompanyId, (d, v) => d.CompanyId = v),
            Deal_.Link("contactId", LinkTo.Contact, "a contact", d => d.ContactId, (d, v) => d.ContactId = v),
            Deal_.Person("ownerId", "The owner", d => d.OwnerId, (d, v) => d.OwnerId = v),
        ]);
}
