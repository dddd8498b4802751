using Crm.Core.Activities;
using Crm.Core.Cards;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Database;
using Crm.Core.Deals;
using Crm.Core.Records;

namespace Crm.Core.Editing;

/// <summary>Soft delete: the record leaves every list and comes back by <see cref="RestoreRecord"/>. What belongs to it stays.</summary>
public sealed record DeleteRecord(RecordKind Kind, Guid Id, int? Version = null) : ICardRequest
{
    public static string Verb => "record.delete";
}

public sealed class DeleteRecordHandler(ICrmDb db, RecordEditor editor)
{
    public async Task<Result<RecordState>> HandleAsync(DeleteRecord delete, CancellationToken ct) => delete.Kind switch
    {
        RecordKind.Company => RecordState.Of(await editor.DeleteAsync(db.Companies, Company.Editable, delete.Id, delete.Version, ct)),
        RecordKind.Contact => RecordState.Of(await editor.DeleteAsync(db.Contacts, Contact.Editable, delete.Id, delete.Version, ct)),
        RecordKind.Deal => RecordState.Of(await editor.DeleteAsync(db.Deals, Deal.Editable, delete.Id, delete.Version, ct)),
        RecordKind.Activity => RecordState.Of(await editor.DeleteAsync(db.Activities, Activity.Editable, delete.Id, delete.Version, ct)),
    };
}

/// <summary>Takes a soft delete back. A contact whose address, or a company whose domain, somebody else has meanwhile is refused.</summary>
public sealed record RestoreRecord(RecordKind Kind, Guid Id) : ICardRequest
{
    public static string Verb => "record.restore";
}

public sealed class RestoreRecordHandler(ICrmDb db, RecordEditor editor)
{
    public async Task<Result<RecordState>> HandleAsync(RestoreRecord restore, CancellationToken ct) => restore.Kind switch
    {
        RecordKind.Company => RecordState.Of(await editor.RestoreAsync(db.Companies, Company.Editable, restore.Id, ct)),
        RecordKind.Contact => RecordState.Of(await editor.RestoreAsync(db.Contacts, Contact.Editable, restore.Id, ct)),
        RecordKind.Deal => RecordState.Of(await editor.RestoreAsync(db.Deals, Deal.Editable, restore.Id, ct)),
        RecordKind.Activity => RecordState.Of(await editor.RestoreAsync(db.Activities, Activity.Editable, restore.Id, ct)),
    };
}

/// <summary>Where a record stands after it was deleted or restored.</summary>
public sealed record RecordState(Guid Id, int Version, bool IsDeleted)
{
    internal static Result<RecordState> Of<T>(Result<T> saved)
        where T : Records.OwnedRecord => saved.Refusal is { } refusal
            ? refusal
            : new RecordState(saved.Value.Id, saved.Value.Version, saved.Value.IsDeleted);
}
