namespace Crm.Core.Imports;

/// <summary>Salesforce: reports carry labels ("Account Name"), Data Loader and the weekly export carry API names ("AccountId").</summary>
internal static class SalesforceExport
{
    private const string Source = "salesforce";

    private static readonly Dictionary<string, string[]> Account = new()
    {
        ["external id"] = ["Account ID", "Id"], ["name"] = ["Account Name", "Name"], ["website"] = ["Website"], ["phone"] = ["Phone"],
        ["industry"] = ["Industry"],
        ["source"] = ["Account Source", "AccountSource"], ["revenue"] = ["Annual Revenue", "AnnualRevenue"],
        ["employees"] = ["Employees", "NumberOfEmployees"],
        ["description"] = ["Account Description", "Description"], ["address"] = ["Billing Street", "BillingStreet"],
        ["city"] = ["Billing City", "BillingCity"],
        ["state"] = ["Billing State/Province", "BillingState"], ["postal code"] = ["Billing Zip/Postal Code", "BillingPostalCode"],
        ["country"] = ["Billing Country", "BillingCountry"], ["owner"] = ["Account Owner", "Owner.Email", "Owner.Name"],
    };

    private static readonly Dictionary<string, string[]> Contact = new()
    {
        ["external id"] = ["Contact ID", "Id"], ["first name"] = ["First Name", "FirstName"], ["last name"] = ["Last Name", "LastName"],
        ["email"] = ["Email"],
        ["phone"] = ["Phone", "Business Phone"], ["mobile"] = ["Mobile", "MobilePhone"], ["job title"] = ["Title"],
        ["department"] = ["Department"],
        ["lead source"] = ["Lead Source", "LeadSource"], ["city"] = ["Mailing City", "MailingCity"],
        ["country"] = ["Mailing Country", "MailingCountry"],
        ["do not contact"] = ["Do Not Call", "DoNotCall"], ["notes"] = ["Contact Description", "Description"],
        ["company"] = ["Account Name", "Account.Name"],
        ["company id"] = ["Account ID", "AccountId"], ["owner"] = ["Contact Owner", "Owner.Email", "Owner.Name"],
    };

    private static readonly Dictionary<string, string[]> Opportunity = new()
    {
        ["external id"] = ["Opportunity ID", "Id"], ["title"] = ["Opportunity Name", "Name"], ["value"] = ["Amount"],
        ["currency"] = ["Opportunity Currency", "Amount Currency", "CurrencyIsoCode"],
        ["stage"] = ["Stage", "StageName"], ["expected close"] = ["Close Date", "CloseDate"],
        ["probability"] = ["Probability (%)", "Probability"],
        ["source"] = ["Lead Source", "LeadSource"], ["description"] = ["Opportunity Description", "Description"],
        ["lost reason"] = ["Loss Reason"],
        ["company"] = ["Account Name", "Account.Name"], ["company id"] = ["Account ID", "AccountId"],
        ["contact"] = ["Primary Contact", "Contact Name"],
        ["contact id"] = ["Contact ID", "ContactId"], ["owner"] = ["Opportunity Owner", "Owner.Email", "Owner.Name"],
    };

    public static readonly IReadOnlyList<ImportPreset> Presets =
    [
        new(Source, "companies", ["Account ID", "Account Name"], Account),
        new(Source, "companies", ["Id", "Name", "BillingCity"], Account),
        new(Source, "contacts", ["Contact ID", "First Name", "Last Name"], Contact),
        new(Source, "contacts", ["Id", "FirstName", "LastName", "AccountId"], Contact),
        new(Source, "deals", ["Opportunity Name", "Stage", "Close Date"], Opportunity),
        new(Source, "deals", ["Id", "Name", "StageName", "CloseDate"], Opportunity),
    ];
}
