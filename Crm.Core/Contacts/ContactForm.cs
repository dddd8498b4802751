using Crm.Core.Editing;

namespace Crm.Core.Contacts;

/// <summary>A contact's form, the same in Teams and in the pane.</summary>
public static class ContactForm
{
    public static AdaptiveCard For(FormView form) => NewRecordForm.For(form, RecordKind.Contact, CreateContact.Verb, Inputs);

    public static IEnumerable<Element> Inputs(FormValues values, FormChoices choices, Refusal? why, bool isNew) =>
    [
        .. FieldInput.All(
            values, why, Contact.Fields.FirstName, Contact.Fields.LastName, Contact.Fields.Email, Contact.Fields.Phone,
            Contact.Fields.JobTitle),
        .. Blocks.Pick("Company", "companyId", ChoiceQuery.CompaniesOrNew, choices.Companies, values, why),
        .. FieldInput.For(Contact.Fields.DecisionInfluence, values, why),
        .. isNew ? [] : Further(values, choices, why),
        .. CustomInputs.For(choices.Custom, values, why, isNew),
    ];

    private static IEnumerable<Element> Further(FormValues values, FormChoices choices, Refusal? why) =>
    [
        .. FieldInput.All(
            values, why, Contact.Fields.Mobile, Contact.Fields.City, Contact.Fields.Country, Contact.Fields.Department,
            Contact.Fields.LeadSource, Contact.Fields.LinkedIn, Contact.Fields.Twitter, Contact.Fields.Status,
            Contact.Fields.PreferredContact),
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
