using Crm.Core.Catalogs;

namespace Crm.Core.Administration;

/// <summary>Asks in which currency the tenant reports.</summary>
public sealed record ChooseReportingCurrency(string? Typed = null, Refusal? Why = null) : ICardRequest
{
    public static string Verb => "currency.choose";
}

public sealed record ReportingForm(string Currency, string? Typed, Refusal? Why);

public sealed class ChooseReportingCurrencyHandler(CurrentUser user, FieldSource fields)
{
    public async Task<Result<ReportingForm>> HandleAsync(ChooseReportingCurrency choose, CancellationToken ct) => user.IsAdministrator
        ? new ReportingForm((await fields.RatesAsync(ct)).Currency, choose.Typed, choose.Why)
        : Refusal.IsAnAdministratorsWork("currencies and rates");
}
