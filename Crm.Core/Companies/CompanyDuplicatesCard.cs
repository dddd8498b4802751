namespace Crm.Core.Companies;

/// <summary>Before a company is made that may be there already. What was typed travels in the buttons.</summary>
public static class CompanyDuplicatesCard
{
    public static AdaptiveCard For(CompanyDuplicatesView view) => DuplicateBlocks.BeforeCreating(
        view.Typed.Name ?? "", view.Doubles, "company",
        alike => ExecuteAction.Press("Open", new ShowCompany(alike.Id)),
        (first, second) => ExecuteAction.Press("Merge the first two", new ChooseCompanyMerge(first.Id, second.Id.ToString())),
        ExecuteAction.Send("Create anyway", CreateCompany.AnywayVerb, view.Typed, view.Submission),
        ExecuteAction.Press("Change what I typed", new NewCompany(view.Typed)));
}
