using Crm.Core.Access;
using Crm.Core.Cards;

namespace Crm.Core.Companies;

/// <summary>The form for a new company; a refused one comes back as it was typed, with the reason under the field.</summary>
public static class CompanyForm
{
    public static AdaptiveCard For(NewCompany form)
    {
        var typed = form.Typed ?? new CreateCompany();
        return new AdaptiveCard(
        [
            Blocks.Title("New company"),
            .. Blocks.Field(
                new TextInput("Name") { Id = "name", Value = typed.Name, MaxLength = Company.NameLength, IsRequired = true, ErrorMessage = "A company needs a name." },
                form.Why),
            .. Blocks.Field(new TextInput("Domain") { Id = "domain", Value = typed.Domain, Placeholder = "contoso.com", MaxLength = Company.DomainLength }, form.Why),
            .. Blocks.Field(new TextInput("Industry") { Id = "industry", Value = typed.Industry, MaxLength = Company.IndustryLength }, form.Why),
            .. Blocks.Field(new ChoiceSetInput("Size", Blocks.Choices<CompanySize>()) { Id = "companySize", Value = typed.CompanySize, Placeholder = "Not known" }, form.Why),
            .. Blocks.Field(
                new ChoiceSetInput("Status", Blocks.Choices<CompanyStatus>()) { Id = "status", Value = typed.Status ?? UpperSnake.Of(CompanyStatus.Prospect) }, form.Why),
            .. Blocks.Field(new TextInput("City") { Id = "city", Value = typed.City, MaxLength = Company.CityLength }, form.Why),
            .. Blocks.Field(new TextInput("Phone") { Id = "phone", Value = typed.Phone, MaxLength = Company.PhoneLength, Style = "Tel" }, form.Why),
        ])
        {
            Actions =
            [
                ExecuteAction.Press("Create company", CreateCompany.Verb, new { }, withInputs: true) with { Style = "positive" },
                DismissCard.Button,
            ],
            FallbackText = "New company",
        };
    }
}
