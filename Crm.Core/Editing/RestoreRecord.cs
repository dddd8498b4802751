using Crm.Core.Activities;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;

namespace Crm.Core.Editing;

/// <summary>Takes a soft delete back. A contact whose address, or a company whose domain, somebody else has meanwhile is refused.</summary>
public sealed record RestoreRecord(RecordKind Kind, Guid Id) : ICardRequest
{
    public static string Verb => "record.restore";
}

public sealed class RestoreRecordHandler(ICrmDb db, RecordEditor editor) : IChangesData
{
    public async Task<Result<RecordState>> HandleAsync(RestoreRecord restore, CancellationToken ct) => restore.Kind switch
    {
        RecordKind.Company => RecordState.Of(await editor.RestoreAsync(db.Companies, Company.Editable, restore.Id, ct)),
        RecordKind.Contact => RecordState.Of(await editor.RestoreAsync(db.Contacts, Contact.Editable, restore.Id, ct)),
        RecordKind.Deal => RecordState.Of(await editor.RestoreAsync(db.Deals, Deal.Editable, restore.Id, ct)),
        RecordKind.Activity => RecordState.Of(await editor.RestoreAsync(db.Activities, Activity.Editable, restore.Id, ct)),
    };
}
