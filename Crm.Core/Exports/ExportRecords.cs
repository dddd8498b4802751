namespace Crm.Core.Exports;

public static class ExportRecords
{
    public const string IdHeader = "CRM id";
}
