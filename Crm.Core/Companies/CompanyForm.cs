using Crm.Core.Access;
using Crm.Core.Cards;
using Crm.Core.CustomFields;
using Crm.Core.Lists;

namespace Crm.Core.Companies;

/// <summary>A company's form; a refused one comes back as it was typed, with the reason under the field.</summary>
public static class CompanyForm
{
    public static AdaptiveCard For(FormView form) => Blocks.NewForm("New company", "Create company", CreateCompany.Verb, form.Submission, Inputs(form.Values, form.Choices, form.Why, isNew: true));

    public static IEnumerable<Element> Inputs(FormValues values, FormChoices choices, Refusal? why, bool isNew) =>
    [
        .. Blocks.Field(
            new TextInput("Name") { Id = "name", Value = values["name"], MaxLength = Company.NameLength, IsRequired = true, ErrorMessage = "A company needs a name." }, why),
        .. Blocks.Field(new TextInput("Domain") { Id = "domain", Value = values["domain"], Placeholder = "contoso.com", MaxLength = Company.DomainLength }, why),
        .. Blocks.Field(new TextInput("Industry") { Id = "industry", Value = values["industry"], MaxLength = Company.IndustryLength }, why),
        .. Blocks.Field(new ChoiceSetInput("Size", Blocks.Choices<CompanySize>()) { Id = "companySize", Value = values["companySize"], Placeholder = "Not known" }, why),
        .. Blocks.Field(
            new ChoiceSetInput("Status", Blocks.Choices<CompanyStatus>()) { Id = "status", Value = values["status"] ?? UpperSnake.Of(CompanyStatus.Prospect) }, why),
        .. Blocks.Field(new TextInput("City") { Id = "city", Value = values["city"], MaxLength = Company.CityLength }, why),
        .. Blocks.Field(new TextInput("Phone") { Id = "phone", Value = values["phone"], MaxLength = Company.PhoneLength, Style = "Tel" }, why),
        .. isNew ? [] : Further(values, choices, why),
        .. CustomInputs.For(choices.Custom, values, why, isNew),
    ];

    private static IEnumerable<Element> Further(FormValues values, FormChoices choices, Refusal? why) =>
    [
        .. Blocks.Field(
            new TextInput("Country") { Id = "country", Value = values["country"], Placeholder = "SE, Sweden", MaxLength = 100 }, why),
        .. Blocks.Field(new TextInput("Website") { Id = "website", Value = values["website"], MaxLength = Company.WebsiteLength, Style = "Url" }, why),
        .. Blocks.Field(new TextInput("E-mail") { Id = "email", Value = values["email"], MaxLength = Company.EmailLength, Style = "Email" }, why),
        .. Blocks.Field(new TextInput("Annual revenue") { Id = "annualRevenue", Value = values["annualRevenue"], Placeholder = "1,500,000" }, why),
        .. Blocks.Field(new TextInput("Currency of the revenue") { Id = "revenueCurrency", Value = values["revenueCurrency"], Placeholder = "EUR", MaxLength = 3 }, why),
        .. Blocks.Field(new TextInput("Employees") { Id = "employeeCount", Value = values["employeeCount"], Placeholder = "250" }, why),
        .. Blocks.LongText("Description", "description", values, why),
        .. Blocks.Owner(values, choices.People, why),
    ];
}
