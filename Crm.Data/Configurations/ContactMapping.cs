using Crm.Core.Contacts;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Data.Configurations;

internal sealed class ContactMapping : IEntityTypeConfiguration<Contact>
{
    public void Configure(EntityTypeBuilder<Contact> contact)
    {
        contact.MapRecord("contacts", Contact.Fields.All);
        contact.HasOne(c => c.Owner).WithMany().HasForeignKey(c => c.OwnerId).OnDelete(DeleteBehavior.Restrict);
        contact.HasOne(c => c.Company).WithMany().HasForeignKey(c => c.CompanyId).OnDelete(DeleteBehavior.SetNull);
        contact.Property(c => c.LastActivityAt).ValueGeneratedOnAddOrUpdate();
        contact.Property(c => c.EmailLower).Generated("lower(email)");
        contact.Property<string?>(nameof(Contact.NameFolded)).Generated("crm_ext.fold(last_name || ' ' || first_name)");
        contact.Property<string?>(nameof(Contact.SearchFolded))
            .Generated("crm_ext.fold(first_name || ' ' || last_name || ' ' || coalesce(email, ''))");
    }
}

internal sealed class ContactAddressMapping : IEntityTypeConfiguration<ContactAddress>
{
    public void Configure(EntityTypeBuilder<ContactAddress> address)
    {
        address.MapTable("contact_addresses");
        address.HasOne(a => a.Contact).WithMany().HasForeignKey(a => a.ContactId).OnDelete(DeleteBehavior.Cascade);
        address.Property(a => a.Address).HasColumnType("text").UseCollation("C");
    }
}

internal sealed class ContactMergeMapping() : MergeNoteMapping<ContactMerge, Contact>("contact_merges");
