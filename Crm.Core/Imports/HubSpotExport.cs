namespace Crm.Core.Imports;

/// <summary>HubSpot's "Export view": headers are the property labels, the id is "Record ID", associations come as name and as id.</summary>
internal static class HubSpotExport
{
    private const string Source = "hubspot";

    public static readonly IReadOnlyList<ImportPreset> Presets =
    [
        new(Source, "companies", ["Record ID", "Company name"], new Dictionary<string, string[]>
        {
            ["external id"] = ["Record ID"], ["name"] = ["Company name", "Name"], ["domain"] = ["Company Domain Name"],
            ["website"] = ["Website URL"],
            ["phone"] = ["Phone Number"], ["industry"] = ["Industry"], ["revenue"] = ["Annual Revenue"],
            ["employees"] = ["Number of Employees"],
            ["description"] = ["Description", "About Us"], ["address"] = ["Street Address"], ["address 2"] = ["Street Address 2"],
            ["city"] = ["City"],
            ["state"] = ["State/Region"], ["postal code"] = ["Postal Code"], ["country"] = ["Country/Region"],
            ["linkedin"] = ["LinkedIn Company Page"],
            ["source"] = ["Original Traffic Source", "Original Source Type"], ["owner"] = ["Company owner"],
        }),
        new(Source, "contacts", ["Record ID", "First Name", "Last Name", "Email"], new Dictionary<string, string[]>
        {
            ["external id"] = ["Record ID"], ["first name"] = ["First Name"], ["last name"] = ["Last Name"], ["email"] = ["Email"],
            ["phone"] = ["Phone Number"],
            ["mobile"] = ["Mobile Phone Number"], ["job title"] = ["Job Title"], ["city"] = ["City"], ["country"] = ["Country/Region"],
            ["linkedin"] = ["LinkedIn URL", "LinkedIn Bio"], ["twitter"] = ["Twitter Username"],
            ["lead source"] = ["Original Traffic Source", "Original Source"],
            ["company"] = ["Associated Company", "Primary Associated Company", "Company Name"],
            ["company id"] = ["Associated Company IDs (Primary)", "Primary Associated Company ID", "Associated Company ID"],
            ["owner"] = ["Contact owner"],
        }),
        new(Source, "deals", ["Record ID", "Deal Name", "Deal Stage"], new Dictionary<string, string[]>
        {
            ["external id"] = ["Record ID"], ["title"] = ["Deal Name"], ["stage"] = ["Deal Stage"], ["value"] = ["Amount"],
            ["currency"] = ["Currency"],
            ["expected close"] = ["Close Date"], ["probability"] = ["Deal probability"], ["priority"] = ["Priority"],
            ["description"] = ["Deal Description"],
            ["lost reason"] = ["Closed Lost Reason"], ["company"] = ["Associated Company", "Associated Company (Primary)"],
            ["company id"] = ["Associated Company IDs (Primary)", "Associated Company ID", "Associated Company IDs"],
            ["contact"] = ["Associated Contact"],
            ["contact id"] = ["Associated Contact IDs", "Associated Contact ID"], ["owner"] = ["Deal owner"],
        }),
    ];
}
