using Crm.Core.Access;
using Crm.Core.Cards;

namespace Crm.Core.Deals;

/// <summary>The form for a new deal. The value is a text field on purpose: people type 12,500 and 12.500,00, and it comes back as they typed it.</summary>
public static class DealForm
{
    public static AdaptiveCard For(DealFormView form)
    {
        var typed = form.Typed;
        return new AdaptiveCard(
        [
            Blocks.Title("New deal"),
            .. Blocks.Field(
                new TextInput("Title") { Id = "title", Value = typed.Title, MaxLength = Deal.TitleLength, IsRequired = true, ErrorMessage = "A deal needs a title." }, form.Why),
            .. Blocks.Field(new TextInput("Value") { Id = "value", Value = typed.Value, Placeholder = "12,500" }, form.Why),
            .. Blocks.Field(
                new ChoiceSetInput("Currency", CurrencyChoices(typed.Currency, form.DefaultCurrency)) { Id = "currency", Value = typed.Currency ?? form.DefaultCurrency }, form.Why),
            .. Blocks.Field(new ChoiceSetInput("Stage", form.Stages) { Id = "stageId", Value = typed.StageId ?? (form.Stages.Count == 0 ? null : form.Stages[0].Value) }, form.Why),
            .. Blocks.Field(new ChoiceSetInput("Company", form.Companies) { Id = "companyId", Value = typed.CompanyId, Placeholder = "None", Style = "filtered" }, form.Why),
            .. Blocks.Field(new ChoiceSetInput("Contact", form.Contacts) { Id = "contactId", Value = typed.ContactId, Placeholder = "None", Style = "filtered" }, form.Why),
            .. Blocks.Field(new DateInput("Expected close") { Id = "expectedCloseDate", Value = typed.ExpectedCloseDate }, form.Why),
            .. Blocks.Field(
                new ChoiceSetInput("Priority", Blocks.Choices<Priority>()) { Id = "priority", Value = typed.Priority ?? UpperSnake.Of(Priority.Medium) }, form.Why),
        ])
        {
            Actions =
            [
                ExecuteAction.Press("Create deal", CreateDeal.Verb, new { }, withInputs: true) with { Style = "positive" },
                DismissCard.Button,
            ],
            FallbackText = "New deal",
        };
    }

    private static IReadOnlyList<Choice> CurrencyChoices(string? typed, string fallback) =>
        [.. Currencies.Common.Append(fallback).Append(typed ?? fallback).Distinct(StringComparer.OrdinalIgnoreCase).Select(c => new Choice(c, c))];
}
