namespace Crm.Core.Imports;

/// <summary>
/// The export of another CRM: which header fills which field. Of several headers for one field the first that is there counts, because
/// these exports say many things twice; the others are named as left out.
/// </summary>
/// <param name="Source">Kept with the external ids.</param>
/// <param name="Entity">Plural of what it holds.</param>
/// <param name="Signature">Headers that only this export has together.</param>
/// <param name="Fields">Field to headers.</param>
public sealed record ImportPreset(
    string Source, string Entity, IReadOnlyList<string> Signature, IReadOnlyDictionary<string, string[]> Fields)
{
    /// <summary>Any file that is nobody's export.</summary>
    public const string Plain = "csv";

    /// <summary>What <c>crm export</c> writes.</summary>
    public const string Own = "crm";

    public static readonly IReadOnlyList<string> Names = ["hubspot", "pipedrive", "salesforce"];

    public static readonly IReadOnlyList<ImportPreset> All = [
        .. HubSpotExport.Presets, .. PipedriveExport.Presets, .. SalesforceExport.Presets];

    public static ImportPreset? Of(string source, string entity, IReadOnlyList<string> headers) =>
        All.Where(p => p.Source == source && p.Entity == entity).OrderByDescending(p => p.Signature.Count(s => Has(headers, s)))
        .FirstOrDefault();

    /// <summary>Recognised only when every header of the signature is there.</summary>
    public static ImportPreset? Recognise(string entity, IReadOnlyList<string> headers) =>
        All.FirstOrDefault(p => p.Entity == entity && p.Signature.All(s => Has(headers, s)));

    public static bool IsOwnExport(IReadOnlyList<string> headers) => headers.Count > 0 && headers[0] == Exports.ExportRecords.IdHeader;

    private static bool Has(IReadOnlyList<string> headers, string header) =>
        headers.Any(h => ComparisonKey.Of(h) == ComparisonKey.Of(header));
}
