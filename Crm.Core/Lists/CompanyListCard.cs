using Crm.Core.Companies;

namespace Crm.Core.Lists;

public static class CompanyListCard
{
    public static AdaptiveCard For(Browsed<RecordList<CompanyView>> browsed, CurrentUser reader) => ListCard.For(
        "Companies", browsed.List, browsed.Moves, reader,
        company => new ListLine(
            Markdown.Short(company.Name, 80),
            string.Join(
                " · ", new[] { UpperSnakeCase.Label(company.Status), Markdown.Short(company.Industry, 60),
                    Markdown.Short(company.City, 60) }.Where(s => s.Length > 0)),
            ExecuteAction.Press("Open", new ShowCompany(company.Id))),
        ExecuteAction.Press("New company", new NewCompany()));
}
