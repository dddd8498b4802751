using Crm.Core.Editing;

namespace Crm.Core.Contacts;

public sealed class ChangeContactHandler(ICrmDb db, RecordEditor editor)
    : ChangeFieldsHandler<Contact, ContactView>(db, editor, Contact.Editable, ContactView.Of);

public sealed partial class Contact
{
    /// <summary>What people may change.</summary>
    public static EditableEntity<Contact> Editable { get; } = new("contact", [.. Fields.All.For(FieldUse.Edited)]);
}
