using Crm.Core.CustomFields;
using Crm.Core.Editing;
using Crm.Core.Fields;

namespace Crm.Core.Companies;

/// <summary>A company's form; a refused one comes back as it was typed, with the reason under the field.</summary>
public static class CompanyForm
{
    public static AdaptiveCard For(FormView form) =>
        Blocks.NewForm(
            "New company", "Create company", CreateCompany.Verb, form.Submission, Inputs(form.Values, form.Choices, form.Why, isNew: true));

    public static IEnumerable<Element> Inputs(FormValues values, FormChoices choices, Refusal? why, bool isNew) =>
    [
        .. FieldInput.For(Company.Fields.Name, values, why),
        .. FieldInput.For(Company.Fields.Domain, values, why),
        .. FieldInput.For(Company.Fields.Industry, values, why),
        .. FieldInput.For(Company.Fields.Size, values, why),
        .. FieldInput.For(Company.Fields.Status, values, why, UpperSnakeCase.Of(CompanyStatus.Prospect)),
        .. FieldInput.For(Company.Fields.City, values, why),
        .. FieldInput.For(Company.Fields.Phone, values, why),
        .. isNew ? [] : Further(values, choices, why),
        .. CustomInputs.For(choices.Custom, values, why, isNew),
    ];

    private static IEnumerable<Element> Further(FormValues values, FormChoices choices, Refusal? why) =>
    [
        .. FieldInput.For(Company.Fields.Address, values, why),
        .. FieldInput.For(Company.Fields.Address2, values, why),
        .. FieldInput.For(Company.Fields.State, values, why),
        .. FieldInput.For(Company.Fields.PostalCode, values, why),
        .. FieldInput.For(Company.Fields.Country, values, why),
        .. FieldInput.For(Company.Fields.Website, values, why),
        .. FieldInput.For(Company.Fields.LinkedIn, values, why),
        .. FieldInput.For(Company.Fields.Email, values, why),
        .. FieldInput.For(Company.Fields.Revenue, values, why),
        .. FieldInput.For(Company.Fields.RevenueCurrency, values, why),
        .. FieldInput.For(Company.Fields.Employees, values, why),
        .. FieldInput.For(Company.Fields.Source, values, why),
        .. FieldInput.For(Company.Fields.Description, values, why),
        .. Blocks.Owner(values, choices.People, why),
    ];
}
