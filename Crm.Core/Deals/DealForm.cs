using Crm.Core.Access;
using Crm.Core.Cards;
using Crm.Core.CustomFields;
using Crm.Core.Input;
using Crm.Core.Lists;

namespace Crm.Core.Deals;

/// <summary>A deal's form. The value is a text field on purpose: people type 12,500 and 12.500,00, and it comes back as they typed it.</summary>
public static class DealForm
{
    public static AdaptiveCard For(FormView form) => Blocks.NewForm("New deal", "Create deal", CreateDeal.Verb, form.Submission, Inputs(form.Values, form.Choices, form.Why, isNew: true));

    public static IEnumerable<Element> Inputs(FormValues values, FormChoices choices, Refusal? why, bool isNew) =>
    [
        .. Blocks.Field(
            new TextInput("Title") { Id = "title", Value = values["title"], MaxLength = Deal.TitleLength, IsRequired = true, ErrorMessage = "A deal needs a title." }, why),
        .. Blocks.Field(new TextInput("Value") { Id = "value", Value = values["value"], Placeholder = "12,500" }, why),
        .. Blocks.Field(
            new ChoiceSetInput("Currency", CurrencyChoices(values["currency"], choices.DefaultCurrency)) { Id = "currency", Value = values["currency"] ?? choices.DefaultCurrency }, why),
        .. isNew ? Stage(values, choices, why) : [],
        .. Blocks.Pick("Company", "companyId", ChoiceQuery.CompaniesOrNew, choices.Companies, values, why),
        .. Blocks.Pick("Contact", "contactId", "contacts", choices.Contacts, values, why),
        .. Blocks.Field(new DateInput("Expected close") { Id = "expectedCloseDate", Value = values["expectedCloseDate"] }, why),
        .. Blocks.Field(new ChoiceSetInput("Priority", Blocks.Choices<Priority>()) { Id = "priority", Value = values["priority"] ?? UpperSnake.Of(Priority.Medium) }, why),
        .. isNew ? [] : Further(values, choices, why),
        .. CustomInputs.For(choices.Custom, values, why, isNew),
    ];

    /// <summary>Only a new deal chooses its stage here; an existing one moves, so that its history is kept.</summary>
    private static IEnumerable<Element> Stage(FormValues values, FormChoices choices, Refusal? why) => Blocks.Field(
        new ChoiceSetInput("Stage", choices.Stages) { Id = "stageId", Value = values["stageId"] ?? (choices.Stages.Count == 0 ? null : choices.Stages[0].Value) }, why);

    private static IEnumerable<Element> Further(FormValues values, FormChoices choices, Refusal? why) =>
    [
        .. Blocks.Field(new TextInput("Probability") { Id = "probability", Value = values["probability"], Placeholder = "35% – empty takes the stage's" }, why),
        .. Blocks.LongText("Description", "description", values, why),
        .. Blocks.Owner(values, choices.People, why),
    ];

    private static IReadOnlyList<Choice> CurrencyChoices(string? typed, string fallback) =>
        [.. Currencies.Common.Append(fallback).Append(typed ?? fallback).Distinct(StringComparer.OrdinalIgnoreCase).Select(c => new Choice(c, c))];
}
