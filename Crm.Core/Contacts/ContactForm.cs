using Crm.Core.Cards;

namespace Crm.Core.Contacts;

/// <summary>The form for a new contact, the same in Teams and in the pane.</summary>
public static class ContactForm
{
    public static AdaptiveCard For(ContactFormView form) => new(
    [
        Blocks.Title("New contact"),
        .. Blocks.Field(
            new TextInput("First name") { Id = "firstName", Value = form.Typed.FirstName, MaxLength = Contact.NameLength, IsRequired = true, ErrorMessage = "A contact needs a first name." },
            form.Why),
        .. Blocks.Field(
            new TextInput("Last name") { Id = "lastName", Value = form.Typed.LastName, MaxLength = Contact.NameLength, IsRequired = true, ErrorMessage = "A contact needs a last name." },
            form.Why),
        .. Blocks.Field(
            new TextInput("E-mail") { Id = "email", Value = form.Typed.Email, Placeholder = "name@company.com", MaxLength = Contact.EmailLength, Style = "Email" }, form.Why),
        .. Blocks.Field(new TextInput("Phone") { Id = "phone", Value = form.Typed.Phone, MaxLength = Contact.PhoneLength, Style = "Tel" }, form.Why),
        .. Blocks.Field(new TextInput("Job title") { Id = "jobTitle", Value = form.Typed.JobTitle, MaxLength = Contact.JobTitleLength }, form.Why),
        .. Blocks.Field(
            new ChoiceSetInput("Company", form.Companies) { Id = "companyId", Value = form.Typed.CompanyId, Placeholder = "None", Style = "filtered" }, form.Why),
    ])
    {
        Actions =
        [
            ExecuteAction.Press("Create contact", CreateContact.Verb, new { }, withInputs: true) with { Style = "positive" },
            DismissCard.Button,
        ],
        FallbackText = "New contact",
    };
}
