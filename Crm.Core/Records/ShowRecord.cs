namespace Crm.Core.Records;

/// <summary>A record, of whatever kind, on its own card.</summary>
/// <param name="Since">After a press on an older card: the version that it showed. The card then says what was changed since.</param>
public sealed record ShowRecord(RecordKind Kind, Guid Id, int? Since = null) : ICardRequest
{
    public static string Verb => "record.show";
}
