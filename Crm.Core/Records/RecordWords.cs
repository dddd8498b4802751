namespace Crm.Core.Records;

/// <summary>What people call records of a kind.</summary>
public static class RecordWords
{
    public static string Singular(RecordKind kind) => kind.ToString().ToLowerInvariant();

    public static string Plural(RecordKind kind) => kind switch
    {
        RecordKind.Company => "companies",
        RecordKind.Contact => "contacts",
        RecordKind.Deal => "deals",
        RecordKind.Activity => "activities",
    };
}
