using Crm.Core.Database;
using Crm.Core.Editing;
using Crm.Core.Fields;
using Crm.Core.UseCases;

namespace Crm.Core.Contacts;

public sealed class ChangeContactHandler(ICrmDb db, RecordEditor editor) : IChangesData
{
    public async Task<Result<ContactView>> HandleAsync(FieldChanges changes, CancellationToken ct) =>
        await db.SeenAsync(await editor.ChangeAsync(db.Contacts, Contact.Editable, changes, ct), ContactView.Of, ct);
}

public sealed partial class Contact
{
    /// <summary>What people may change.</summary>
    public static EditableEntity<Contact> Editable { get; } = new("contact", [.. Fields.All.For(FieldUse.Edited)]);
}
