using Crm.Core.Editing;
using Crm.Core.Fields;

namespace Crm.Core.Companies;

public sealed class ChangeCompanyHandler(ICrmDb db, RecordEditor editor, CompanyDomains domains, CurrentUser user) : IChangesData
{
    public async Task<Result<Guid>> HandleAsync(FieldChanges changes, CancellationToken ct) => (await SaveAsync(changes, ct)).Id();

    /// <summary>For callers who are shown the record itself.</summary>
    public async Task<Result<CompanyView>> SeenAsync(FieldChanges changes, CancellationToken ct) =>
        await db.SeenAsync(await SaveAsync(changes, ct), CompanyView.Of, ct);

    private async Task<Result<Company>> SaveAsync(FieldChanges sent, CancellationToken ct)
    {
        var typed = sent.WithNamedCurrency("annualRevenue", "revenueCurrency", user.Locale);
        if (typed.Refusal is { } contradiction)
        {
            return contradiction;
        }

        var changes = typed.Value;
        var before = changes.Fields.ContainsKey("domain")
            ? await db.Companies.Where(c => c.Id == changes.Id).Select(c => c.Domain).SingleOrDefaultAsync(ct)
            : null;
        var changed = await editor.ChangeAsync(db.Companies, Company.Editable, changes, ct);
        var isMoved = changed.Refusal is null && changes.Fields.ContainsKey("domain") && changed.Value.Domain != before;
        return isMoved && await domains.TakenAsync(changed.Value, ct) is { } taken
            ? taken
            : changed;
    }
}

public sealed partial class Company
{
    /// <summary>What people may change.</summary>
    public static EditableEntity<Company> Editable { get; } = new("company", [.. Fields.All.For(FieldUse.Edited)]);
}
