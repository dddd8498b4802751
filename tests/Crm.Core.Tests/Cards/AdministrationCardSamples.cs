using static Crm.Core.Tests.Cards.CardSampleData;

namespace Crm.Core.Tests.Cards;

/// <summary>Cards of what an administrator sets.</summary>
internal static class AdministrationCardSamples
{
    private static readonly IReadOnlyList<StageView> StageViews =
    [
        new(Id(70), "Qualification", 1, 0.1m, StageType.Lead, "#8A8886", true, 1),
        new(Id(71), Hostile, 2, 0.125m, StageType.Opportunity, null, false, 3),
        new(Id(72), "Won", 3, 1m, StageType.Won, "#107C10", true, 1),
    ];

    private static readonly IReadOnlyList<FieldSeen> OwnFields =
    [
        new(Id(80), RecordKind.Company, "tier", Hostile, CustomFieldType.Select, ["Gold", Hostile], true, null, 0, true, 1),
        new(Id(81), RecordKind.Deal, "seats", "Seats", CustomFieldType.Number, [], false,
            JsonSerializer.SerializeToElement(12.5m, JsonSerializerOptions.Default), 0, false, 2),
    ];

    private static readonly CurrenciesSeen RatesSeen = new(
        "EUR", [new RateSeen("GBP", "EUR", 1.1725m, new DateOnly(2027, 2, 26), 2),
            new RateSeen("IRR", "EUR", 0.0000215m, new DateOnly(2027, 3, 9), 1)],
        [new UnratedCurrency("USD", 12), new UnratedCurrency("SEK", 1)]);

    public static IReadOnlyDictionary<string, AdaptiveCard> All { get; } = new Dictionary<string, AdaptiveCard>
    {
        ["stages"] = StageCards.All(StageViews, Reader with { Role = Role.Admin }),
        ["stages-read"] = StageCards.All(StageViews, Reader),
        ["stages-none"] = StageCards.All([], Reader with { Role = Role.Admin }),
        ["stage-form"] = StageCards.Form(new StageForm(null, new SaveStage(), null)),
        ["stage-form-refused"] = StageCards.Form(new StageForm(
            StageViews[0], new SaveStage(Id(70), 1, Hostile, "a lot", "WON", "blue", Was: SaveStage.Shown(StageViews[0], Reader.Locale)),
            Refusal.Invalid(
                new FieldError("probability", "“a lot” is not a number."), new FieldError("color", "“blue” isn't a color.")))),
        ["stage-form-met"] = StageCards.Form(new StageForm(
            StageViews[0], new SaveStage(Id(70), 2, Hostile, "55 %", "WON", "#0078D4", Was: SaveStage.Shown(StageViews[0], Reader.Locale)),
            Refusal.Conflict("stage")
                with { Conflicts = [new FieldConflict("name", Hostile, Hostile), new FieldConflict("type", "WON", "LOST"),
                    new FieldConflict("color", "#0078D4", null)] })),
        ["currencies"] = CurrencyCards.All(RatesSeen, Reader with { Role = Role.Admin }),
        ["currencies-read"] = CurrencyCards.All(RatesSeen, Reader),
        ["currencies-none"] = CurrencyCards.All(new CurrenciesSeen("EUR", [], []), Reader with { Role = Role.Admin }),
        ["rate-form"] = CurrencyCards.Rate(new RateForm(null, "EUR", new SaveRate("USD", "EUR", AsOf: "2027-03-10"), null)),
        ["rate-form-refused"] = CurrencyCards.Rate(
            new RateForm(null, "EUR", new SaveRate(Hostile, "EUR", Rate: "1,125", AsOf: "2027-03-11"), Refusal.Invalid(
            new FieldError("currency", "“x” isn't a currency code."),
            new FieldError("rate", "“1,125” can be read in two ways. Write 1.1250 or 1125."),
            new FieldError("asOf", "That day is yet to come.")))),
        ["rate-form-met"] = CurrencyCards.Rate(
            new RateForm(RatesSeen.Rates[0], "EUR", new SaveRate("GBP", "EUR", 2, "1.1800", "2027-03-10"), Refusal.Conflict("rate") with
        {
            Conflicts = [new FieldConflict("rate", "1.1800", "1.1725"), new FieldConflict("asOf", "2027-03-10", "2027-02-26")],
        })),
        ["currency-form"] = CurrencyCards.Reporting(new ReportingForm("EUR", null, null)),
        ["currency-form-refused"] = CurrencyCards.Reporting(
            new ReportingForm("EUR", "CHF", Refusal.Invalid(new FieldError("currency", "Give CHF a rate first.")))),
        ["fields"] = FieldCards.All(OwnFields, Reader with { Role = Role.Admin }),
        ["fields-read"] = FieldCards.All(OwnFields, Reader),
        ["field-form"] = FieldCards.Form(new FieldForm(null, new SaveField(RecordKind.Deal), null)),
        ["field-form-change"] = FieldCards.Form(
            new FieldForm(OwnFields[1], Shown(OwnFields[1]) with { Version = OwnFields[1].Version, Was = Shown(OwnFields[1]) }, null)),
        ["field-form-refused"] = FieldCards.Form(
            new FieldForm(null, new SaveField(RecordKind.Company, Hostile, "SELECT", Hostile, "true", "true", "Bronze"), Refusal.Invalid(
                new FieldError("label", "There is a field of this name already."),
                new FieldError("default", "“Bronze” is not one of the choices.")))),
        ["field-form-met"] =
            FieldCards.Form(
                new FieldForm(
                    OwnFields[0], Shown(OwnFields[0]) with { Label = "Mine", Version = OwnFields[0].Version, Was = Shown(OwnFields[0]) },
                    Refusal.Conflict("field") with
        {
            Conflicts = [new FieldConflict("label", "Mine", Hostile), new FieldConflict("choices", null, "Gold\nSilver"),
                new FieldConflict("required", "false", "true")],
        })),
    };

    private static SaveField Shown(FieldSeen field) => SaveField.Shown(field, Reader.Locale);
}
