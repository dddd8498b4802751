using Crm.Core.Activities;
using Crm.Core.Contacts;
using Crm.Core.Deals;
using Crm.Core.Editing;
using Crm.Core.History;

namespace Crm.Core.Companies;

/// <summary>A company at a glance.</summary>
public static class CompanyCard
{
    public static AdaptiveCard For(RecordPage<CompanyDetails, PageFields<Company>> page, CurrentUser reader)
    {
        var (company, more, extras, shown) = (page.Details.Company, page.More.Fields, page.Extras, new ReaderFormat(reader));
        return new AdaptiveCard(
        [
            Blocks.Title(Markdown.Escape(company.Name)),
            Blocks.Subtle(
                string.Join(
                    " · ", new[] { UpperSnakeCase.Label(company.Status), Markdown.Escape(company.Industry),
                        Markdown.Escape(company.City) }.Where(s => s.Length > 0))),
            .. RecordBlocks.News(extras, reader),
            Blocks.Facts(
                [
                    ("Size", company.CompanySize is { } size ? UpperSnakeCase.Label(size) : null),
                    more.Fact(Company.Fields.Employees, shown),
                    (Company.Fields.Revenue.Label, more.Get(Company.Fields.Revenue) is { } revenue
                        ? shown.Money(revenue, more.Get(Company.Fields.RevenueCurrency) ?? reader.Tenant.DefaultCurrency) : null),
                    ("Domain", Markdown.Escape(company.Domain)),
                    (Company.Fields.Website.Label, Markdown.Short(more.Get(Company.Fields.Website), 120)),
                    more.Fact(Company.Fields.Email, shown),
                    ("Phone", Markdown.Escape(company.Phone)),
                    ("Owner", Markdown.Escape(company.Owner)),
                ],
                extras.Custom.Select(c => (c.Label, c.Value))),
            .. Blocks.Text(more.Get(Company.Fields.Description)),
            .. ContactBlocks.People(page.Details.Contacts),
            .. DealBlocks.Open(page.Details.OpenDeals, reader),
            .. RecordBlocks.Next(extras, reader),
            .. TimelineBlocks.Last(page.Details.Timeline, TimelineBlocks.About("company", company.Name), reader),
            .. RecordBlocks.Changes(extras, reader),
            .. Blocks.Row(
                ExecuteAction.Press("Log", new NewLog(new LogActivity(CompanyId: company.Id.ToString()))),
                ExecuteAction.Press("Task", new NewTask(new PlanActivity(CompanyId: company.Id.ToString()))),
                RecordBlocks.LinkButton(extras)),
            .. RecordBlocks.Link(extras),
        ])
        {
            Actions =
            [
                ExecuteAction.Press("New deal", new NewDeal(new CreateDeal(CompanyId: company.Id.ToString()))) with { Style = "positive" },
                ExecuteAction.Press("New contact", new NewContact(new CreateContact(CompanyId: company.Id.ToString()))),
                ExecuteAction.Press("Edit", new EditRecord(RecordKind.Company, company.Id)),
                ExecuteAction.Press("Merge", new ChooseCompanyMerge(company.Id)) with { Tooltip = "This company is here twice" },
                ExecuteAction.Press("Delete", new DeleteRecord(RecordKind.Company, company.Id, company.Version)),
            ],
            FallbackText = company.Name,
        };
    }
}
