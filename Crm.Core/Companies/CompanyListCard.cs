using Crm.Core.Access;
using Crm.Core.Cards;
using Crm.Core.Filtering;

namespace Crm.Core.Companies;

public static class CompanyListCard
{
    public static AdaptiveCard For(ListCompanies asked, RecordList<CompanyView> page, CurrentUser reader)
    {
        asked = asked with { Filter = page.Filter };
        return ListCard.For(
            "Companies", page, reader,
            company => new ListLine(
                Markdown.Short(company.Name, 80),
                string.Join(" · ", new[] { UpperSnake.Label(company.Status), Markdown.Escape(company.Industry), Markdown.Escape(company.City) }.Where(s => s.Length > 0)),
                ExecuteAction.Press("Open", ShowCompany.Verb, new ShowCompany(company.Id))),
            ExecuteAction.Press("Next page", ListCompanies.Verb, asked with { After = page.Next, From = page.From + page.Items.Count }),
            ExecuteAction.Press("First page", ListCompanies.Verb, asked with { After = null, From = 1 }));
    }
}
