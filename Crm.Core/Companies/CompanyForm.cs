using Crm.Core.Editing;

namespace Crm.Core.Companies;

/// <summary>A company's form; a refused one comes back as it was typed, with the reason under the field.</summary>
public static class CompanyForm
{
    public static AdaptiveCard For(FormView form) => NewRecordForm.For(form, RecordKind.Company, CreateCompany.Verb, Inputs);

    public static IEnumerable<Element> Inputs(FormValues values, FormChoices choices, Refusal? why, bool isNew) =>
    [
        .. FieldInput.All(values, why, Company.Fields.Name, Company.Fields.Domain, Company.Fields.Industry, Company.Fields.Size),
        .. FieldInput.For(Company.Fields.Status, values, why, UpperSnakeCase.Of(CompanyStatus.Prospect)),
        .. FieldInput.All(values, why, Company.Fields.City, Company.Fields.Phone),
        .. isNew ? [] : Further(values, choices, why),
        .. CustomInputs.For(choices.Custom, values, why, isNew),
    ];

    private static IEnumerable<Element> Further(FormValues values, FormChoices choices, Refusal? why) =>
    [
        .. FieldInput.All(
            values, why, Company.Fields.Address, Company.Fields.Address2, Company.Fields.State, Company.Fields.PostalCode,
            Company.Fields.Country, Company.Fields.Website, Company.Fields.LinkedIn, Company.Fields.Email, Company.Fields.Revenue,
            Company.Fields.RevenueCurrency, Company.Fields.Employees, Company.Fields.Source, Company.Fields.Description),
        .. Blocks.Owner(values, choices.People, why),
    ];
}
