using Crm.Core.Editing;

namespace Crm.Core.Deals;

/// <summary>
/// A deal's form. The value is a text field on purpose: people type 12,500 and 12.500,00, and it comes back as they typed it.
/// </summary>
public static class DealForm
{
    public static AdaptiveCard For(FormView form) => NewRecordForm.For(form, RecordKind.Deal, CreateDeal.Verb, Inputs);

    public static IEnumerable<Element> Inputs(FormValues values, FormChoices choices, Refusal? why, bool isNew) =>
    [
        .. FieldInput.All(values, why, Deal.Fields.Title, Deal.Fields.Value),
        .. Blocks.Field(
            new ChoiceSetInput(Deal.Fields.Currency.Label, CurrencyChoices(values["currency"], choices.DefaultCurrency))
            {
                Id = Deal.Fields.Currency.Name, Value = values["currency"] ?? choices.DefaultCurrency,
            }, why),
        .. isNew ? Stage(values, choices, why) : [],
        .. Blocks.Pick("Company", "companyId", ChoiceQuery.CompaniesOrNew, choices.Companies, values, why),
        .. Blocks.Pick("Contact", "contactId", "contacts", choices.Contacts, values, why),
        .. FieldInput.For(Deal.Fields.ExpectedClose, values, why),
        .. FieldInput.For(Deal.Fields.Priority, values, why, Deal.Fields.Priority.Initial),
        .. FieldInput.For(Deal.Fields.Competitor, values, why),
        .. isNew ? [] : Further(values, choices, why),
        .. CustomInputs.For(choices.Custom, values, why, isNew),
    ];

    /// <summary>Only a new deal chooses its stage here; an existing one moves, so that its history is kept.</summary>
    private static IEnumerable<Element> Stage(FormValues values, FormChoices choices, Refusal? why) => Blocks.Field(
        new ChoiceSetInput("Stage", choices.Stages)
            { Id = "stageId", Value = values["stageId"] ?? (choices.Stages.Count == 0 ? null : choices.Stages[0].Value) }, why);

    private static IEnumerable<Element> Further(FormValues values, FormChoices choices, Refusal? why) =>
    [
        .. FieldInput.All(values, why, Deal.Fields.Probability, Deal.Fields.Source, Deal.Fields.Description),
        .. Blocks.Owner(values, choices.People, why),
    ];

    private static IReadOnlyList<Choice> CurrencyChoices(string? typed, string fallback) =>
        [.. Currencies.Common.Append(fallback).Append(typed ?? fallback).Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(c => new Choice(c, c))];
}
