using Crm.Core.Editing;

namespace Crm.Core.Deals;

public sealed class ChangeDealHandler(ICrmDb db, RecordEditor editor, CurrentUser user)
    : ChangeFieldsHandler<Deal, DealView>(db, editor, Deal.Editable, DealView.Of)
{
    protected override async Task<Result<Deal>> SaveAsync(FieldChanges changes, CancellationToken ct)
    {
        var typed = changes.WithNamedCurrency("value", "currency", user.Locale);
        return typed.Refusal is { } refusal ? refusal : await base.SaveAsync(typed.Value, ct);
    }
}

public sealed partial class Deal
{
    /// <summary>What people may change. The stage moves by <see cref="MoveDeal"/>, so that its history is kept.</summary>
    public static EditableEntity<Deal> Editable { get; } = new("deal", [.. Fields.All.For(FieldUse.Edited)]);
}
