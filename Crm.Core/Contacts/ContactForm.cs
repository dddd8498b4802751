using Crm.Core.CustomFields;
using Crm.Core.Editing;
using Crm.Core.Fields;

namespace Crm.Core.Contacts;

/// <summary>A contact's form, the same in Teams and in the pane.</summary>
public static class ContactForm
{
    public static AdaptiveCard For(FormView form) =>
        Blocks.NewForm(
            "New contact", "Create contact", CreateContact.Verb, form.Submission, Inputs(form.Values, form.Choices, form.Why, isNew: true));

    public static IEnumerable<Element> Inputs(FormValues values, FormChoices choices, Refusal? why, bool isNew) =>
    [
        .. FieldInput.For(Contact.Fields.FirstName, values, why),
        .. FieldInput.For(Contact.Fields.LastName, values, why),
        .. FieldInput.For(Contact.Fields.Email, values, why),
        .. FieldInput.For(Contact.Fields.Phone, values, why),
        .. FieldInput.For(Contact.Fields.JobTitle, values, why),
        .. Blocks.Pick("Company", "companyId", ChoiceQuery.CompaniesOrNew, choices.Companies, values, why),
        .. FieldInput.For(Contact.Fields.DecisionInfluence, values, why),
        .. isNew ? [] : Further(values, choices, why),
        .. CustomInputs.For(choices.Custom, values, why, isNew),
    ];

    private static IEnumerable<Element> Further(FormValues values, FormChoices choices, Refusal? why) =>
    [
        .. FieldInput.For(Contact.Fields.Mobile, values, why),
        .. FieldInput.For(Contact.Fields.City, values, why),
        .. FieldInput.For(Contact.Fields.Country, values, why),
        .. FieldInput.For(Contact.Fields.Department, values, why),
        .. FieldInput.For(Contact.Fields.LeadSource, values, why),
        .. FieldInput.For(Contact.Fields.LinkedIn, values, why),
        .. FieldInput.For(Contact.Fields.Twitter, values, why),
        .. FieldInput.For(Contact.Fields.Status, values, why),
        .. FieldInput.For(Contact.Fields.PreferredContact, values, why),
        .. Blocks.Field(
            new ToggleInput("Contact", Contact.Fields.DoNotContact.Label)
            {
                Id = Contact.Fields.DoNotContact.Name, Value = values[Contact.Fields.DoNotContact.Name] ?? "false",
            },
            why),
        .. FieldInput.For(Contact.Fields.Notes, values, why),
        .. Blocks.Owner(values, choices.People, why),
    ];
}
