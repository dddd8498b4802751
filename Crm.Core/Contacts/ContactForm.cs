using Crm.Core.Cards;
using Crm.Core.CustomFields;
using Crm.Core.Lists;

namespace Crm.Core.Contacts;

/// <summary>A contact's form, the same in Teams and in the pane.</summary>
public static class ContactForm
{
    public static AdaptiveCard For(FormView form) => Blocks.NewForm("New contact", "Create contact", CreateContact.Verb, form.Submission, Inputs(form.Values, form.Choices, form.Why, isNew: true));

    public static IEnumerable<Element> Inputs(FormValues values, FormChoices choices, Refusal? why, bool isNew) =>
    [
        .. Blocks.Field(
            new TextInput("First name") { Id = "firstName", Value = values["firstName"], MaxLength = Contact.NameLength, IsRequired = true, ErrorMessage = "A contact needs a first name." }, why),
        .. Blocks.Field(
            new TextInput("Last name") { Id = "lastName", Value = values["lastName"], MaxLength = Contact.NameLength, IsRequired = true, ErrorMessage = "A contact needs a last name." }, why),
        .. Blocks.Field(new TextInput("E-mail") { Id = "email", Value = values["email"], Placeholder = "name@company.com", MaxLength = Contact.EmailLength, Style = "Email" }, why),
        .. Blocks.Field(new TextInput("Phone") { Id = "phone", Value = values["phone"], MaxLength = Contact.PhoneLength, Style = "Tel" }, why),
        .. Blocks.Field(new TextInput("Job title") { Id = "jobTitle", Value = values["jobTitle"], MaxLength = Contact.JobTitleLength }, why),
        .. Blocks.Pick("Company", "companyId", ChoiceQuery.CompaniesOrNew, choices.Companies, values, why),
        .. isNew ? [] : Further(values, choices, why),
        .. CustomInputs.For(choices.Custom, values, why, isNew),
    ];

    private static IEnumerable<Element> Further(FormValues values, FormChoices choices, Refusal? why) =>
    [
        .. Blocks.Field(new TextInput("Mobile") { Id = "mobile", Value = values["mobile"], MaxLength = Contact.PhoneLength, Style = "Tel" }, why),
        .. Blocks.Field(
            new TextInput("Country") { Id = "country", Value = values["country"], Placeholder = "SE, Sweden", MaxLength = 100 }, why),
        .. Blocks.Field(new TextInput("Department") { Id = "department", Value = values["department"], MaxLength = Contact.DepartmentLength }, why),
        .. Blocks.Field(new ChoiceSetInput("Status", Blocks.Choices<ContactStatus>()) { Id = "status", Value = values["status"] }, why),
        .. Blocks.Field(new ToggleInput("Contact", "Do not contact") { Id = "doNotContact", Value = values["doNotContact"] ?? "false" }, why),
        .. Blocks.LongText("Notes", "notes", values, why),
        .. Blocks.Owner(values, choices.People, why),
    ];
}
