using Crm.Core.Companies;

namespace Crm.Data.Merging;

internal sealed class CompanyLinks(CrmDbContext db, TimeProvider clock) : MergeLinks<MovedFromCompany>(db, clock, "move_company_links");
