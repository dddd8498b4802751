using Crm.Core.Companies;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Data.Configurations;

internal sealed class CompanyMapping : IEntityTypeConfiguration<Company>
{
    public void Configure(EntityTypeBuilder<Company> company)
    {
        company.MapRecord("companies", Company.Fields.All);
        company.Property(c => c.Domain).UseCollation("C");
        company.HasOne(c => c.Owner).WithMany().HasForeignKey(c => c.OwnerId).OnDelete(DeleteBehavior.Restrict);
        company.Property(c => c.LastActivityAt).ValueGeneratedOnAddOrUpdate();
        company.Property<string?>(nameof(Company.NameFolded)).Generated("crm_ext.fold(name)");
        company.Property(c => c.IndustryFolded).Generated("crm_ext.fold(industry)");
    }
}

internal sealed class FurtherDomainMapping : IEntityTypeConfiguration<FurtherDomain>
{
    public void Configure(EntityTypeBuilder<FurtherDomain> domain)
    {
        domain.ToTable("company_domains");
        domain.HasKey(d => new { d.CompanyId, d.Domain });
        domain.HasOne(d => d.Company).WithMany().HasForeignKey(d => d.CompanyId).OnDelete(DeleteBehavior.Cascade);
        domain.Property(d => d.Domain).HasMaxLength(Company.DomainLength).UseCollation("C");
    }
}

internal sealed class CompanyMergeMapping() : MergeNoteMapping<CompanyMerge, Company>("company_merges");
