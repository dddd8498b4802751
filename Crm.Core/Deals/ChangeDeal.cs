using Crm.Core.Editing;
using Crm.Core.Fields;

namespace Crm.Core.Deals;

public sealed class ChangeDealHandler(ICrmDb db, RecordEditor editor, CurrentUser user) : IChangesData
{
    public async Task<Result<Guid>> HandleAsync(FieldChanges changes, CancellationToken ct) => (await SaveAsync(changes, ct)).Id();

    /// <summary>For callers who are shown the record itself.</summary>
    public async Task<Result<DealView>> SeenAsync(FieldChanges changes, CancellationToken ct) =>
        await db.SeenAsync(await SaveAsync(changes, ct), DealView.Of, ct);

    private async Task<Result<Deal>> SaveAsync(FieldChanges changes, CancellationToken ct)
    {
        var typed = changes.WithNamedCurrency("value", "currency", user.Locale);
        return typed.Refusal is { } refusal ? refusal : await editor.ChangeAsync(db.Deals, Deal.Editable, typed.Value, ct);
    }
}

public sealed partial class Deal
{
    /// <summary>What people may change. The stage moves by <see cref="MoveDeal"/>, so that its history is kept.</summary>
    public static EditableEntity<Deal> Editable { get; } = new("deal", [.. Fields.All.For(FieldUse.Edited)]);
}
