using Crm.Core.Editing;
using Crm.Core.Fields;

namespace Crm.Core.Contacts;

public sealed class ChangeContactHandler(ICrmDb db, RecordEditor editor) : IChangesData
{
    public async Task<Result<Guid>> HandleAsync(FieldChanges changes, CancellationToken ct) => (await SaveAsync(changes, ct)).Id();

    /// <summary>For callers who are shown the record itself.</summary>
    public async Task<Result<ContactView>> SeenAsync(FieldChanges changes, CancellationToken ct) =>
        await db.SeenAsync(await SaveAsync(changes, ct), ContactView.Of, ct);

    private Task<Result<Contact>> SaveAsync(FieldChanges changes, CancellationToken ct) =>
        editor.ChangeAsync(db.Contacts, Contact.Editable, changes, ct);
}

public sealed partial class Contact
{
    /// <summary>What people may change.</summary>
    public static EditableEntity<Contact> Editable { get; } = new("contact", [.. Fields.All.For(FieldUse.Edited)]);
}
