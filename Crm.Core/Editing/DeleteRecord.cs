using Crm.Core.Activities;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;

namespace Crm.Core.Editing;

/// <summary>Soft delete: the record leaves every list and comes back by <see cref="RestoreRecord"/>. What belongs to it stays.</summary>
public sealed record DeleteRecord(RecordKind Kind, Guid Id, int? Version = null) : ICardRequest
{
    public static string Verb => "record.delete";
}

public sealed class DeleteRecordHandler(ICrmDb db, RecordEditor editor) : IChangesData
{
    public async Task<Result<RecordState>> HandleAsync(DeleteRecord delete, CancellationToken ct) => delete.Kind switch
    {
        RecordKind.Company => RecordState.Of(await editor.DeleteAsync(db.Companies, Company.Editable, delete.Id, delete.Version, ct)),
        RecordKind.Contact => RecordState.Of(await editor.DeleteAsync(db.Contacts, Contact.Editable, delete.Id, delete.Version, ct)),
        RecordKind.Deal => RecordState.Of(await editor.DeleteAsync(db.Deals, Deal.Editable, delete.Id, delete.Version, ct)),
        RecordKind.Activity => RecordState.Of(await editor.DeleteAsync(db.Activities, Activity.Editable, delete.Id, delete.Version, ct)),
    };
}
