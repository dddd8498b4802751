using static Crm.Core.Tests.Cards.CardSampleData;

namespace Crm.Core.Tests.Cards;

/// <summary>Cards of deals and of a record's history.</summary>
internal static class DealCardSamples
{
    private static readonly FormValues SavedDeal = FormValues.Of(new
    {
        title = "Twelve vans", value = "48,000", currency = "EUR", companyId = Id(20).ToString(), contactId = Id(30).ToString(),
        expectedCloseDate = "2027-03-31", priority = "HIGH",
        description = "Twelve vans for the depot", ownerId = Id(1).ToString(),
    });

    private static readonly ShowConflict Conflict = new(
        RecordKind.Deal, Id(10), 4, [new("title", "Twelve vans", "Thirteen vans"), new("custom.seats", "5", null)],
        JsonSerializer.SerializeToElement(new { title = "Twelve vans", custom = new { seats = "5" } }));

    public static IReadOnlyDictionary<string, AdaptiveCard> All { get; } = new Dictionary<string, AdaptiveCard>
    {
        ["deal-form"] = DealForm.For(Form(new CreateDeal())),
        ["deal-form-custom"] = DealForm.For(Form(new CreateDeal(), choices: WithCustom)),
        ["deal-form-refused"] = DealForm.For(Form(
            new CreateDeal("Twelve vans", "a lot", "GBP", StageChoices[1].Value, ExpectedCloseDate: "2027-03-31",
                Custom: JsonSerializer.SerializeToElement(new { seats = "many", region = "South", modules = "Sales,Service" })),
            Refusal.Invalid(
                new FieldError("value", "“a lot” is not a number."),
                new FieldError("contactId", "This contact is not there, or is not yours to see."),
                new FieldError("custom.seats", "“many” is not a number. Seats should look like 1,250.5.")),
            WithCustom)),
        ["deal-edit"] = EditForm.For(new EditFormView(RecordKind.Deal, Id(10), 3, SavedDeal, SavedDeal, WithCustom, null)),
        ["deal-conflict"] =
            ConflictCard.For(
                new ConflictView(
                    Conflict,
                    [new("title", "Title", "[link](https://evil.example) **bold**", "Thirteen vans"),
                        new("custom.seats", "Seats", "5", null)])),
        ["deal"] =
            Dated(DealCard.For(new(new DealDetails(Vans, StageChoices, Timeline), Open, Extras(RecordKind.Deal, Id(10))), Reader),
                ShowDeal.Verb, new ShowDeal(Id(10))),
        ["deal-won"] =
            DealCard.For(
                new(new DealDetails(Vans with { Status = DealStatus.Won, Stage = "Won" }, StageChoices, [], Id(3)),
                    Open with { ClosedAt = Now }, Bare(RecordKind.Deal, Id(10))), Reader),
        ["deal-lost"] = DealCard.For(new(new DealDetails(Vans with { Status = DealStatus.Lost, Stage = "Lost" }, StageChoices,
            []), OpenWith("Trade fair", "Twelve vans for the depot in Malmö", Hostile) with { ClosedAt = Now },
            Bare(RecordKind.Deal, Id(10))), Reader),
        ["deal-on-hold"] = DealCard.For(
            new(new DealDetails(Vans with { Status = DealStatus.OnHold }, StageChoices, []), Open, Bare(RecordKind.Deal, Id(10))),
            Reader),
        ["deal-hold-which"] = ChooseDealCard.Hold(new NamedRecords(Hostile, null,
            [
                new SearchHit(RecordKind.Deal, Id(10), "Twelve vans", "Proposal · 48,000 EUR", 1),
                new SearchHit(RecordKind.Deal, Id(11), Hostile, null, 1),
            ])),
        ["deal-resume-none"] = ChooseDealCard.Resume(new NamedRecords("Twelve vans", null, [])),
        ["deal-lost-refused"] =
            DealForms.Lose(new LoseDeal(Id(10), Hostile, 3), Refusal.Invalid(new FieldError("reason", "The reason is needed."))),
        ["deal-stale"] = DealCard.For(
            new(new DealDetails(Vans with { Stage = "Negotiation", Version = 5 }, StageChoices, Timeline), Open,
                Bare(RecordKind.Deal, Id(10)) with
            {
                News =
                [
                    new HistoryLine(
                        Now.AddMinutes(-2), "Adele Vance", false, 5, [new HistoryLineField("Stage", "Proposal", "Negotiation")]),
                    new HistoryLine(Now.AddMinutes(-9), Hostile, false, 4,
                        [new HistoryLineField("Value", "40,000", "48,000"), new HistoryLineField("Source", Hostile, null)]),
                ],
            }), Reader),
        ["history"] = HistoryCard.For(new HistoryPage(new ShowHistory(RecordKind.Deal, Id(10), 8, 8), Hostile, [
            new HistoryLine(Now.AddMinutes(-2), "Adele Vance", false, 5,
                [new HistoryLineField("Stage", "Proposal", "Negotiation"), new HistoryLineField("Value", null, "48,000")]),
            new HistoryLine(Now.AddDays(-1), Hostile, false, 4, [new HistoryLineField("Owner", Hostile, null)]),
            new HistoryLine(Now.AddDays(-9), null, true, 3, [new HistoryLineField("Restored", null, null)])], true, Now), Reader),
        ["history-none"] =
            HistoryCard.For(new HistoryPage(new ShowHistory(RecordKind.Deal, Id(10), 8), "Twelve vans", [], false, Now), Reader),
        ["deal-bare"] = DealCard.For(new(new DealDetails(Vans with { Value = null, CompanyId = null, Company = null,
            ContactId = null, Contact = null, ExpectedCloseDate = null }, StageChoices, []), OpenWith(null, null),
            Bare(RecordKind.Deal, Id(10))), Reader),
    };
}
