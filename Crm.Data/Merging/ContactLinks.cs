using Crm.Core.Contacts;

namespace Crm.Data.Merging;

internal sealed class ContactLinks(CrmDbContext db, TimeProvider clock) : MergeLinks<MovedLinks>(db, clock, "move_contact_links");
