namespace Crm.Core.Imports;

/// <summary>Pipedrive's list export: every header is "Entity - Field".</summary>
internal static class PipedriveExport
{
    private const string Source = "pipedrive";

    public static readonly IReadOnlyList<ImportPreset> Presets =
    [
        new(Source, "companies", ["Organization - Name"], new Dictionary<string, string[]>
        {
            ["external id"] = ["Organization - ID"], ["name"] = ["Organization - Name"], ["website"] = ["Organization - Website"],
            ["industry"] = ["Organization - Industry"],
            ["employees"] = ["Organization - Employee count", "Organization - Number of employees"],
            ["revenue"] = ["Organization - Annual revenue"],
            ["linkedin"] = ["Organization - LinkedIn profile"],
            ["address"] = ["Organization - Address", "Organization - Street/road name of Address"],
            ["city"] = ["Organization - City/town/village/locality of Address"], ["state"] = ["Organization - State/county of Address"],
            ["postal code"] = ["Organization - ZIP/Postal code of Address"], ["country"] = ["Organization - Country of Address"],
            ["owner"] = ["Organization - Owner"],
        }),
        new(Source, "contacts", ["Person - Name"], new Dictionary<string, string[]>
        {
            ["external id"] = ["Person - ID"], ["full name"] = ["Person - Name"], ["first name"] = ["Person - First name"],
            ["last name"] = ["Person - Last name"],
            ["email"] = ["Person - Email - Work", "Person - Email", "Person - Email - Home", "Person - Email - Other"],
            ["phone"] = ["Person - Phone - Work", "Person - Phone", "Person - Phone - Home"], ["mobile"] = ["Person - Phone - Mobile"],
            ["job title"] = ["Person - Job title"], ["notes"] = ["Person - Notes"],
            ["company"] = ["Person - Organization", "Organization - Name"],
            ["company id"] = ["Person - Organization ID", "Organization - ID"], ["owner"] = ["Person - Owner"],
        }),
        new(Source, "deals", ["Deal - Title"], new Dictionary<string, string[]>
        {
            ["external id"] = ["Deal - ID"], ["title"] = ["Deal - Title"], ["value"] = ["Deal - Value"],
            ["currency"] = ["Deal - Currency of Value", "Deal - Currency"],
            ["stage"] = ["Deal - Stage"], ["status"] = ["Deal - Status"], ["expected close"] = ["Deal - Expected close date"],
            ["closed on"] = ["Deal - Deal closed on", "Deal - Won time", "Deal - Lost time"], ["probability"] = ["Deal - Probability"],
            ["lost reason"] = ["Deal - Lost reason"], ["source"] = ["Deal - Source channel", "Deal - Source origin"],
            ["company"] = ["Deal - Organization", "Organization - Name"],
            ["company id"] = ["Deal - Organization ID", "Organization - ID"], ["contact"] = ["Deal - Contact person", "Person - Name"],
            ["contact email"] = ["Person - Email - Work", "Person - Email"], ["contact id"] = ["Deal - Contact person ID", "Person - ID"],
            ["owner"] = ["Deal - Owner"],
        }),
    ];
}
