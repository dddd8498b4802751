using Crm.Core.Editing;

namespace Crm.Core.Companies;

public sealed class ChangeCompanyHandler(ICrmDb db, RecordEditor editor, CompanyDomains domains, CurrentUser user)
    : ChangeFieldsHandler<Company, CompanyView>(db, editor, Company.Editable, CompanyView.Of)
{
    protected override async Task<Result<Company>> SaveAsync(FieldChanges changes, CancellationToken ct)
    {
        var typed = changes.WithNamedCurrency("annualRevenue", "revenueCurrency", user.Locale);
        if (typed.Refusal is { } contradiction)
        {
            return contradiction;
        }

        var isDomainTyped = typed.Value.Fields.ContainsKey("domain");
        var before = isDomainTyped
            ? await Db.Companies.Where(c => c.Id == changes.Id).Select(c => c.Domain).SingleOrDefaultAsync(ct)
            : null;
        var changed = await base.SaveAsync(typed.Value, ct);
        var isMoved = isDomainTyped && changed.Refusal is null && changed.Value.Domain != before;
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
