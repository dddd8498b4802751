namespace Crm.Core.Records;

/// <summary>In a card's data it is a word; the API has its own spelling.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RecordKind>))]
public enum RecordKind
{
    Company,
    Contact,
    Deal,
    Activity,
}
