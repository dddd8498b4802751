using System.Text.Json;
using Crm.Core.Access;
using Crm.Core.Activities;
using Crm.Core.Administration;
using Crm.Core.Cards;
using Crm.Core.ChatCommands;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.CustomFields;
using Crm.Core.Deals;
using Crm.Core.Editing;
using Crm.Core.ExchangeRates;
using Crm.Core.Fields;
using Crm.Core.Filtering;
using Crm.Core.Help;
using Crm.Core.History;
using Crm.Core.Lists;
using Crm.Core.Pipeline;
using Crm.Core.Records;
using Crm.Core.Reminders;
using Crm.Core.Reports;
using Crm.Core.Search;
using Crm.Core.Settings;
using Crm.Core.Undo;
using Crm.Core.Views;

namespace Crm.Core.Tests.Cards;

/// <summary>Every card with plausible content, and the ones that hostile names would break.</summary>
internal static class CardSamples
{
    private const string Hostile = "](https://evil.example) **Ann** <at>all</at> `x` # 1. {{DATE(2020)}} \"'; drop table\r\nnew";

    private static readonly DateTimeOffset Now = new(2027, 3, 10, 9, 0, 0, TimeSpan.Zero);
    private static readonly Tenant Tenant = new(Guid.Empty, Guid.Empty, "Contoso", "t_contoso", Visibility.Own, false, "EUR");
    private static readonly CurrentUser Reader = new(
        Id(1), Tenant, "Alex Wilber", "alexw@contoso.example", Role.User, "Europe/Berlin", "en-GB", Door.Teams);

    private static readonly IReadOnlyList<PipelineStage> Stages = Pipeline();

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

    private static readonly DealView Vans = new(
        Id(10), "Twelve vans", 48_000m, "EUR", Stages[0].Id, "Proposal", 0.5m, DealStatus.Open, Priority.High, new DateOnly(2027, 3, 31),
        Id(20), "Litware Inc.", Id(30),
        "Clara Nilsson", "Alex Wilber", Now, 3);

    private static readonly ContactView Clara = new(
        Id(30), "Clara", "Nilsson", "clara.nilsson@litware.example", "+46 8 123", "Head of Procurement", ContactStatus.Active, true, Id(20),
        "Litware Inc.", "Alex Wilber", Now, Now, 2);

    private static readonly CompanyView Litware = new(
        Id(20), "Litware Inc.", "litware.example", "Technology", CompanySize.Medium, CompanyStatus.Active, "Stockholm", "SE", null, null,
        "Alex Wilber", Now, Now, 1);

    private static readonly IReadOnlyList<ActivityView> Timeline =
    [
        Mail("Re: Renewal of the van contract", Direction.Inbound, true), Mail("Offer", Direction.Outbound, true),
        new ActivityView(Id(42), ActivityType.Call, "Call: wants a quote", null, null, ActivityStatus.Completed, Now, null, null, null,
            null, null, null, null, "Alex Wilber", false, Now, 1),
        new ActivityView(Id(43), ActivityType.Meeting, "Quote review", null, null, ActivityStatus.Completed, Now, null, null, null, null,
            null, null, null, "Alex Wilber", true, Now, 1),
    ];

    private static readonly IReadOnlyList<Choice> StageChoices = [.. Stages.Select(s => new Choice(s.Name, s.Id.ToString()))];
    private static readonly IReadOnlyList<Choice> People = [new("Alex Wilber", Id(1).ToString()), new("Adele Vance", Id(2).ToString())];

    private static readonly FormChoices Choices = new(
        "EUR", StageChoices, [new("Litware Inc.", Id(20).ToString()), new("Tailspin Toys", Id(21).ToString())],
        [new("Clara Nilsson (Litware Inc.)", Id(30).ToString())],
        [new("Twelve vans", Id(10).ToString())], People, []);

    private static readonly FormChoices WithCustom = Choices with
    {
        Custom =
        [
            Custom("plant", "Plant", CustomFieldType.Text), Custom("seats", "Seats", CustomFieldType.Number, standard: "5"),
            Custom("signed", "Signed", CustomFieldType.Date),
            Custom("exempt", "Tax exempt", CustomFieldType.Boolean),
            Custom("region", "Region", CustomFieldType.Select, true, null, "North", "South"),
            Custom("modules", "Modules", CustomFieldType.MultiSelect, false, null, "Sales", "Service"),
            Custom("site", "Site", CustomFieldType.Url),
            Custom("billing", "Billing address", CustomFieldType.Email), Custom("hotline", "Hotline", CustomFieldType.Phone),
        ],
    };

    private static readonly FormValues SavedDeal = FormValues.Of(new
    {
        title = "Twelve vans", value = "48,000", currency = "EUR", companyId = Id(20).ToString(), contactId = Id(30).ToString(),
        expectedCloseDate = "2027-03-31", priority = "HIGH",
        description = "Twelve vans for the depot", ownerId = Id(1).ToString(),
    });

    private static readonly ActivityView Call = new(
        Id(44), ActivityType.Task, "Call back about the quote", null, null, ActivityStatus.Pending, Now, Now.AddDays(2), Id(20),
        "Litware Inc.", Id(30), "Clara Nilsson", Id(10), "Twelve vans",
        "Alex Wilber", false, Now, 1);

    private static readonly DealPageFields Open = OpenWith("Trade fair", "Twelve vans for the depot in Malmö");

    private static DealPageFields OpenWith(string? source, string? description, string? lost = null) => new(
        Now.AddDays(-6), null,
        FieldValues<Deal>.Of(Deal.Fields.All, (Deal.Fields.Source, source), (Deal.Fields.Description, description),
            (Deal.Fields.LostReason, lost)), []);

    private static ContactPageFields MoreOf(string? mobile, string? department, bool doNotContact, string? city, string? notes) => new(
        FieldValues<Contact>.Of(
            Contact.Fields.All, (Contact.Fields.Mobile, mobile), (Contact.Fields.Department, department),
                (Contact.Fields.DoNotContact, doNotContact),
            (Contact.Fields.City, city), (Contact.Fields.Notes, notes)), []);

    private static readonly ReportPeriod Quarter = new(new DateOnly(2027, 1, 1), new DateOnly(2027, 3, 31), "this quarter");

    private static readonly ReportScope Mine = new(false, [new ReportPerson(Id(1), "Alex Wilber") { InFilter = ReportQuestion.Me }]);

    private static readonly ReportedIn InEuros = new("EUR", []);

    private static readonly ReportedIn Converted = new(
        "EUR", [new KnownRate("GBP", 1.1725m, new DateOnly(2027, 2, 26)), new KnownRate("USD", 0.9227m, new DateOnly(2027, 3, 9))]);

    private static readonly PipelineReport Report = new(
        new ReportScope(true, []),
        [
            new PipelineStageLine(Id(49), "Qualification", StageType.Lead, 0.1m, []),
            new PipelineStageLine(Id(50), "Proposal", StageType.Opportunity, 0.5m,
                [new PipelineAmount("EUR", 10, 480_000, 240_000), new PipelineAmount("USD", 1, 9_000.5m, 4_500.25m)]),
            new PipelineStageLine(Id(51), Hostile, StageType.Opportunity, 0.75m, [new PipelineAmount("EUR", 1, 12_000, 9_000)]),
        ],
        [new PipelineAmount("EUR", 11, 492_000, 249_000), new PipelineAmount("USD", 1, 9_000.5m, 4_500.25m)], InEuros);

    private static readonly CurrenciesSeen RatesSeen = new(
        "EUR", [new RateSeen("GBP", "EUR", 1.1725m, new DateOnly(2027, 2, 26), 2),
            new RateSeen("IRR", "EUR", 0.0000215m, new DateOnly(2027, 3, 9), 1)],
        [new UnratedCurrency("USD", 12), new UnratedCurrency("SEK", 1)]);

    private static readonly ShowConflict Conflict = new(
        RecordKind.Deal, Id(10), 4, [new("title", "Twelve vans", "Thirteen vans"), new("custom.seats", "5", null)],
        JsonSerializer.SerializeToElement(new { title = "Twelve vans", custom = new { seats = "5" } }));

    public static IReadOnlyDictionary<string, AdaptiveCard> All { get; } = new Dictionary<string, AdaptiveCard>
    {
        ["company-form"] = CompanyForm.For(Form(new CreateCompany())),
        ["company-form-refused"] = CompanyForm.For(Form(
            new CreateCompany("Litware", "gmail.com", CompanySize: "MEDIUM"),
            Refusal.Invalid(new FieldError("domain", "gmail.com gives mailboxes to everybody, so it cannot stand for one company.")))),
        ["company-edit"] =
            EditForm.For(
                new EditFormView(
                    RecordKind.Company, Id(20), 1,
                    FormValues.Of(new { name = "Litware Inc.", status = "ACTIVE", ownerId = Id(1).ToString() }),
                    FormValues.Of(new { name = "Litware Inc.", status = "ACTIVE", ownerId = Id(1).ToString() }), Choices, null)),
        ["company"] = CompanyCard.For(new CompanyPage(new CompanyDetails(Litware, [Clara], [Vans], Timeline), new CompanyPageFields(
            FieldValues<Company>.Of(
                Company.Fields.All, (Company.Fields.Website, "https://litware.example"), (Company.Fields.Email, "info@litware.example"),
                    (Company.Fields.Revenue, 12_500_000m),
                (Company.Fields.RevenueCurrency, "EUR"), (Company.Fields.Employees, 420),
                    (Company.Fields.Description, "Makers of trucks and vans")), []), Extras(RecordKind.Company, Id(20))), Reader),
        ["company-bare"] = CompanyCard.For(new CompanyPage(new CompanyDetails(
            Litware with { Industry = null, City = null, CompanySize = null, Domain = null }, [], [], []),
            new CompanyPageFields(FieldValues<Company>.Of(Company.Fields.All), []), Bare(RecordKind.Company, Id(20))), Reader),
        ["company-list"] = CompanyListCard.For(Browse(Page("companies", [Litware], 1, null), RecordKind.Company), Reader),
        ["contact-form"] = ContactForm.For(Form(new CreateContact())),
        ["contact-form-first-day"] = ContactForm.For(Form(new CreateContact(), choices: Choices with { Companies = [] })),
        ["contact-form-prefilled"] = ContactForm.For(
            Form(new CreateContact("Jonas", "Weber", "jonas.weber@litware.example", CompanyId: Id(20).ToString()))),
        ["contact-form-refused"] = ContactForm.For(Form(
            new CreateContact(Hostile, "Lee", "ann-at-x"),
            Refusal.Invalid(new FieldError("email", "“ann-at-x” is not an e-mail address. It should look like name@company.com.")))),
        ["contact-edit"] =
            EditForm.For(
                new EditFormView(
                    RecordKind.Contact, Id(30), 2,
                    FormValues.Of(new { firstName = "Clara", lastName = "Nilsson", status = "ACTIVE", ownerId = Id(1).ToString() }),
                    FormValues.Of(
                        new { firstName = Hostile, lastName = "Nilsson", status = "ACTIVE", ownerId = Id(1).ToString(),
                            notes = new string('n', 2001) }), Choices, null)),
        ["contact"] = ContactCard.For(new ContactPage(new ContactDetails(Clara, [Vans], Timeline),
            MoreOf("+46 70 123", "Procurement", false, "Stockholm", "Prefers mornings"), Extras(RecordKind.Contact, Id(30))), Reader),
        ["contact-not-primary"] = ContactCard.For(new ContactPage(new ContactDetails(Clara with { IsPrimary = false }, [], []),
            MoreOf(null, null, false, null, null), Bare(RecordKind.Contact, Id(30))), Reader),
        ["contact-hostile"] = ContactCard.For(
            new ContactPage(
                new ContactDetails(Clara with { FirstName = Hostile, Company = Hostile, JobTitle = Hostile, Email = null },
                    [Vans with { Title = Hostile }], [Mail(Hostile, Direction.Inbound, true)]),
                MoreOf(Hostile, Hostile, true, Hostile, Hostile),
                Extras(RecordKind.Contact, Id(30)) with
                {
                    Custom = [new CustomFact(Hostile, Hostile)], Next = [Call with { Subject = Hostile, DueDate = Now.AddDays(-3) }],
                    Changes = [new HistoryLine(Now.AddHours(-2), Hostile, false, 2, [new HistoryLineField(Hostile, Hostile, Hostile)])],
                }),
            Reader),
        ["company-merge-choose"] = CompanyMergeCards.Choose(new CompanyMergePreview(Litware, null, [], [], default,
            [new("litware inc (litware-se.example)", Id(21).ToString()), new(Hostile, Id(22).ToString())], null)),
        ["company-merge-nothing"] = CompanyMergeCards.Choose(new CompanyMergePreview(Litware with { Name = Hostile }, null, [], [], default,
            [], null)),
        ["company-merge-preview"] = CompanyMergeCards.Preview(
            new CompanyMergePreview(
                Litware, Litware with { Name = Hostile, Domain = "litware-se.example", Version = 7 },
                    [new MergeLine("employeeCount", null, "420", "Employees"),
                        new MergeLine("description", null, Hostile, "Description, added below")],
                [new MergeLine("industry", "Technology", Hostile, "Industry"),
                    new MergeLine("addressLine1", "nothing", "Storgatan 1", "Address")], (12, 1, 0), [],
                    null), Reader),
        ["company-merged"] = CompanyMergeCards.Done(new CompanyMergeDone(Id(60), Id(20), 2, 1, 1200), Reader),
        ["company-doubles"] = CompanyDuplicatesCard.For(new CompanyDuplicatesView(
            new CreateCompany("litware inc.", "litware.example", City: Hostile),
                [new(Id(20), "Litware Inc.", "litware.example · Stockholm · Alex Wilber", true), new(Id(21), Hostile, Hostile, false)],
                "0197")),
        ["company-doubles-gone"] = CompanyDuplicatesCard.For(new CompanyDuplicatesView(new CreateCompany(Hostile), [], "0197")),
        ["contact-doubles"] = ContactDuplicatesCard.For(new ContactDuplicatesView(
            new CreateContact("Clara", "Nilson", CompanyId: Id(20).ToString()),
                [new(Id(30), "Clara Nilsson", "Head of Procurement · Litware Inc.", false)], "0197")),
        ["typed-company"] = TypedCompanyCard.For(new TypedCompanyView(
            CreateContact.Verb, JsonSerializer.SerializeToElement(new CreateContact("Clara", "Nilsson", CompanyId: "litwar"),
                CardJson.Options), "litwar", [new(Id(20), "Litware Inc.", null, false)], "0197")),
        ["typed-company-new"] = TypedCompanyCard.For(new TypedCompanyView(
            CreateDeal.Verb, JsonSerializer.SerializeToElement(new CreateDeal("Twelve vans", CompanyId: Hostile), CardJson.Options),
                Hostile, [], "0197")),
        ["typed-company-edit"] = TypedCompanyCard.For(new TypedCompanyView(
            ChangeRecord.Verb, JsonSerializer.SerializeToElement(new
            {
                kind = RecordKind.Deal, id = Id(40), version = 3, was = new { companyId = (string?)null, title = "Twelve vans" },
                    companyId = Hostile, title = "Thirteen vans",
            }, CardJson.Options), Hostile, [new(Id(20), "Litware Inc.", null, false)], "0197")),
        ["typed-company-log"] = TypedCompanyCard.For(new TypedCompanyView(
            LogActivity.Verb, JsonSerializer.SerializeToElement(new LogActivity("CALL", "The lease", CompanyId: "litwar"),
                CardJson.Options), "litwar", [], "0197")),
        ["merge-choose"] =
            MergeCards.Choose(
                new MergePreview(Clara, null, [], [], 0, 0,
                    [new("Clara Nilson (Litware Inc.)", Id(31).ToString()), new(Hostile, Id(32).ToString())], null)),
        ["merge-nobody"] = MergeCards.Choose(new MergePreview(Clara with { FirstName = Hostile }, null, [], [], 0, 0, [], null)),
        ["merge-choose-refused"] = MergeCards.Choose(
            new MergePreview(Clara, null, [], [], 0, 0, [new("Clara Nilson (Litware Inc.)", Id(31).ToString())],
                Refusal.Invalid(new FieldError("mergeId", "This is the same contact. Please choose the other one.")))),
        ["merge-preview"] = MergeCards.Preview(
            new MergePreview(
                Clara, Clara with { FirstName = Hostile, Email = "c.nilsson@litware.example", Version = 7 },
                    [new MergeLine("mobile", null, "+46 70 999", "Mobile"), new MergeLine("linkedInUrl", null, Hostile, "LinkedIn")],
                [new MergeLine("jobTitle", "Head of Procurement", Hostile, "Job title"),
                    new MergeLine("companyId", "Litware Inc.", "Tailspin Toys", "Company")], 12, 1, [], null), Reader),
        ["merged"] = MergeCards.Done(new MergeDone(Id(70), Id(30), 12, 1, 2), Reader),
        ["contact-list"] = ContactListCard.For(Browse(Page("contacts", [Clara], 1, null), RecordKind.Contact), Reader),
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
            Dated(DealCard.For(new DealPage(new DealDetails(Vans, StageChoices, Timeline), Open, Extras(RecordKind.Deal, Id(10))), Reader),
                ShowDeal.Verb, new ShowDeal(Id(10))),
        ["deal-won"] =
            DealCard.For(
                new DealPage(new DealDetails(Vans with { Status = DealStatus.Won, Stage = "Won" }, StageChoices, [], Id(3)),
                    Open with { ClosedAt = Now }, Bare(RecordKind.Deal, Id(10))), Reader),
        ["deal-lost"] = DealCard.For(new DealPage(new DealDetails(Vans with { Status = DealStatus.Lost, Stage = "Lost" }, StageChoices,
            []), OpenWith("Trade fair", "Twelve vans for the depot in Malmö", Hostile) with { ClosedAt = Now },
            Bare(RecordKind.Deal, Id(10))), Reader),
        ["deal-on-hold"] = DealCard.For(
            new DealPage(new DealDetails(Vans with { Status = DealStatus.OnHold }, StageChoices, []), Open, Bare(RecordKind.Deal, Id(10))),
            Reader),
        ["deal-hold-which"] = ChooseDealCard.Hold(new NamedRecords(Hostile, null,
            [
                new SearchHit(HitKind.Deal, Id(10), "Twelve vans", "Proposal · 48,000 EUR", 1),
                new SearchHit(HitKind.Deal, Id(11), Hostile, null, 1),
            ])),
        ["deal-resume-none"] = ChooseDealCard.Resume(new NamedRecords("Twelve vans", null, [])),
        ["deal-lost-refused"] =
            DealForms.Lose(new LoseDeal(Id(10), Hostile, 3), Refusal.Invalid(new FieldError("reason", "The reason is needed."))),
        ["deal-stale"] = DealCard.For(
            new DealPage(new DealDetails(Vans with { Stage = "Negotiation", Version = 5 }, StageChoices, Timeline), Open,
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
        ["deal-bare"] = DealCard.For(new DealPage(new DealDetails(Vans with { Value = null, CompanyId = null, Company = null,
            ContactId = null, Contact = null, ExpectedCloseDate = null }, StageChoices, []), OpenWith(null, null),
            Bare(RecordKind.Deal, Id(10))), Reader),
        ["deal-list"] = Dated(DealListCard.For(
            Browse(
                new DealList(
                    new ListDeals("stage is Proposal"),
                    Page("deals", Enumerable.Repeat(Vans, 5), 12_345, "next", "stage is Proposal and value > 10,000", "stage is Proposal",
                        "value > 10,000"), Stages),
                RecordKind.Deal,
                new Chip("stage is Proposal", "value > 10,000", new Count(10_000, true)),
                new Chip("value > 10,000", "stage is Proposal", new Count(12_400))),
            Reader), ListDeals.Verb, new ListDeals("stage is Proposal and value > 10,000")),
        ["deal-list-last-page"] = DealListCard.For(
            Browse(new DealList(
                new ListDeals("", "x", From: 6),
                new RecordList<DealView>("deals", "", [], [Vans with { Status = DealStatus.Won, StageId = Stages[1].Id, Title = Hostile }],
                    6, false, null, 6) { Previous = "previous" }, Stages), RecordKind.Deal), Reader),
        ["deal-list-empty"] = DealListCard.For(
            Browse(new DealList(new ListDeals("value > 1"), Page<DealView>("deals", [], 0, null, "value > 1", "value > 1"), Stages),
                RecordKind.Deal, new Chip("value > 1", "", new Count(7))), Reader),
        ["deal-list-many-conditions"] = DealListCard.For(
            Browse(
                new DealList(
                    new ListDeals(),
                    Page("deals", Enumerable.Repeat(Vans with { Title = Hostile + Hostile, Company = Hostile }, 5), 9_999, "next",
                        string.Join(" and ", Enumerable.Repeat("title contains \"" + Hostile + "\"", 12)), "title"), Stages),
                RecordKind.Deal,
                [.. Enumerable.Range(0, 12)
                    .Select(
                        _ => new Chip("title contains \"" + Hostile + "\"",
                            string.Join(" and ", Enumerable.Repeat("title contains \"" + Hostile + "\"", 11)), new Count(3)))]),
            Reader),
        ["deal-list-grouped"] = DealListCard.For(
            Grouped(
                Browse(new DealList(new ListDeals("group by stage"), Page("deals", [Vans], 3, null, "group by stage"), Stages),
                    RecordKind.Deal),
                new GroupOf(
                    new Group("Proposal", new Count(2),
                        [new GroupTotal("value", "EUR", 60_000, false), new GroupTotal("value", "USD", 500, true)]), "stage is Proposal"),
                new GroupOf(new Group(Hostile, new Count(10_000, true), []), "stage is x"),
                new GroupOf(new Group(null, new Count(1), []), "stage is empty")),
            Reader),
        ["deal-list-by-value"] = DealListCard.For(
            Amounts(
                Browse(new DealList(new ListDeals("order by value desc"),
                    Page("deals", [Vans, Vans with { Currency = "SEK" }], 2, null, "order by value desc"), Stages), RecordKind.Deal),
                new AmountOrder(Converted, ["JPY", "SEK"], ByNumber: false, "order by currency, value desc")),
            Reader),
        ["deal-list-by-number"] = DealListCard.For(
            Amounts(
                Browse(new DealList(new ListDeals("order by value desc"),
                    Page("deals", [Vans, Vans with { Currency = "SEK" }], 2, null, "order by value desc"), Stages), RecordKind.Deal),
                new AmountOrder(InEuros, ["SEK"], ByNumber: true, "order by currency, value desc")),
            Reader),
        ["deal-list-middle-page"] = DealListCard.For(
            Browse(new DealList(
                new ListDeals("", "x", From: 11), Page("deals", Enumerable.Repeat(Vans, 5), 40, "next")
                with { From = 11, Previous = "previous" }, Stages), RecordKind.Deal), Reader),
        ["deal-list-narrowing"] = DealListCard.For(
            Narrowing(Browse(
                new DealList(
                    new ListDeals("stage is Proposal", "here", From: 11),
                    Page("deals", Enumerable.Repeat(Vans, 5), 40, "next", "stage is Proposal", "stage is Proposal")
                    with { From = 11, Previous = "previous" }, Stages),
                RecordKind.Deal, new Chip("stage is Proposal", "", new Count(60)))), Reader),
        ["filter-form"] =
            FilterForm.For(
                new FilterFormView(new EditFilter(RecordKind.Deal, "stage is Proposal", ""), "deals", ListDeals.Verb, null,
                    new Count(10_000, true), ["title", "stage", "value"]), Reader),
        ["filter-form-refused"] = FilterForm.For(
            new FilterFormView(
                new EditFilter(RecordKind.Deal, "stage is Propsal", "stage is Proposal"), "deals", ListDeals.Verb,
                Refusal.Invalid(new FieldError("filter", "After “stage is”: “Propsal” is no stage. Did you mean “Proposal”?")), null,
                ["title", "stage", "value"]), Reader),
        ["filter-builder"] = FilterBuilder.For(Built(null), Reader),
        ["filter-builder-refused"] = FilterBuilder.For(
            Built(Refusal.Invalid(new FieldError("rows.1.value", "“a lot” is no number."), new FieldError("rest", "A bracket is missing.")))
                with { Rest = Hostile, Order = "stage desc", Filter = null, Total = null }, Reader),
        ["view-name"] = ViewCards.Name(new NameView(RecordKind.Deal, "stage is Proposal and value > 10,000 order by value desc"), Reader),
        ["view-name-refused"] =
            ViewCards.Name(
                new NameView(RecordKind.Deal, "stage is " + Hostile, Hostile, "SHARED",
                    Refusal.Invalid(new FieldError("name", "A view has this name already."))), Reader with { Role = Role.Manager }),
        ["views"] = ViewCards.All([
            new ViewSeen(
                Id(60), RecordKind.Deal, "Big proposals", "stage is Proposal and value > 10,000", "value desc", ViewScope.Private, true, 1),
            new ViewSeen(Id(61), RecordKind.Contact, Hostile, "", "", ViewScope.Shared, false, 1)]),
        ["views-none"] = ViewCards.All([]),
        ["stages"] = StageCards.All(StageViews, Reader with { Role = Role.Admin }),
        ["stages-read"] = StageCards.All(StageViews, Reader),
        ["stages-none"] = StageCards.All([], Reader with { Role = Role.Admin }),
        ["stage-form"] = StageCards.Form(new StageForm(null, new SaveStage(), null)),
        ["stage-form-refused"] = StageCards.Form(new StageForm(
            StageViews[0], new SaveStage(Id(70), 1, Hostile, "a lot", "WON", "blue", Was: SaveStage.Shown(StageViews[0], Reader.Locale)),
            Refusal.Invalid(new FieldError("probability", "“a lot” is not a number."), new FieldError("color", "“blue” is no color.")))),
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
            new FieldError("currency", "“x” is no currency."),
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
        ["activity-list"] = ActivityListCard.For(Browse(Page("activities", Timeline, 4, null), RecordKind.Activity), Reader),
        ["activity-log"] = ActivityForm.Log(Form(new LogActivity(ContactId: Id(30).ToString()))),
        ["activity-log-refused"] = ActivityForm.Log(
            Form(new LogActivity("CALL", Hostile, HappenedAt: "tomorrow"),
                Refusal.Invalid(new FieldError("happenedAt", "“tomorrow” is no day or time.")))),
        ["activity-plan"] = ActivityForm.Plan(Form(new PlanActivity(DealId: Id(10).ToString()))),
        ["activity-edit"] =
            EditForm.For(
                new EditFormView(RecordKind.Activity, Id(44), 1, FormValues.Of(new { subject = "Call back" }),
                    FormValues.Of(new { subject = "Call back" }), WithCustom, null)),
        ["activity-task"] =
            ActivityCard.For(
                new ActivityDetails(Call, Priority.High, Id(1), "Alex Wilber", null, null, null, null, People,
                    Extras(RecordKind.Activity, Id(44)) with { Next = [] }), Reader),
        ["reminder"] =
            ReminderCard.For(
                ActivityCard.For(
                    new ActivityDetails(Call, Priority.High, Id(1), "Alex Wilber", null, null, null, null, People,
                        Extras(RecordKind.Activity, Id(44)) with { Next = [] }), Reader)),
        ["activity-task-done"] = ActivityCard.For(
            new ActivityDetails(Call with { Status = ActivityStatus.Completed }, Priority.High, Id(1), "Alex Wilber", Now, null, null, null,
                People, Bare(RecordKind.Activity, Id(44))), Reader),
        ["activity-task-started"] = ActivityCard.For(
            new ActivityDetails(
                Call with { Status = ActivityStatus.InProgress }, Priority.High, Id(1), "Alex Wilber", null, null, null, null, People,
                Bare(RecordKind.Activity, Id(44))),
            Reader),
        ["activity-task-cancelled"] = ActivityCard.For(
            new ActivityDetails(
                Call with { Status = ActivityStatus.Cancelled }, Priority.High, Id(1), "Alex Wilber", null, null, null, null, People,
                Bare(RecordKind.Activity, Id(44))) { CancelReason = Hostile },
            Reader),
        ["activity-meeting-cancelled"] = ActivityCard.For(
            new ActivityDetails(
                Call with { Type = ActivityType.Meeting, Status = ActivityStatus.Cancelled, DueDate = null, OccurredAt = Now.AddDays(2) },
                Priority.High, Id(1), "Alex Wilber", null, null, null, null, People, Bare(RecordKind.Activity, Id(44))),
            Reader),
        ["activity-cancel"] = ActivityForm.Cancel(new CancelActivity(Id(44), Version: 1)),
        ["activity-cancel-refused"] = ActivityForm.Cancel(
            new CancelActivity(Id(44), Hostile, 1), Refusal.Invalid(new FieldError("reason", "The reason may have 500 characters."))),
        ["activity-cancel-which"] = ChooseActivityCard.Cancel(
            new CancelActivityByName("offer", Hostile),
            new NamedRecords("offer", null, [new SearchHit(HitKind.Activity, Id(42), "Offer", "Task · 2027-03-01", 1)])),
        ["activity-start-none"] = ChooseActivityCard.Start(new NamedRecords(Hostile, null, [])),
        ["activity-mail"] =
            ActivityCard.For(
                new ActivityDetails(Mail(Hostile, Direction.Inbound, true), Priority.Medium, null, null, Now, null, "Room 5",
                    Hostile + new string('x', 1200), People, Bare(RecordKind.Activity, Id(40))), Reader),
        ["activity-later-refused"] = ActivityForm.Later(
            new RescheduleActivity(Id(44), Hostile, 1), Refusal.Invalid(new FieldError("due", "“whenever” is no day I know."))),
        ["deleted"] = DeletedCard.For(new DeleteRecord(RecordKind.Deal, Id(10), 3)),
        ["taken-back"] =
            UndoCard.For(
                new UndoResult.TakenBack(
                    new UndoneRecord(RecordKind.Deal, Id(10), Hostile, ["stage", "status"], RestoredState.AsBefore, 0)), Reader),
        ["taken-back-new"] = UndoCard.For(
            new UndoResult.TakenBack(new UndoneRecord(RecordKind.Contact, Id(30), "Clara Nilsson", [], RestoredState.Unmade, 2)), Reader),
        ["taken-back-deletion"] = UndoCard.For(
            new UndoResult.TakenBack(new UndoneRecord(RecordKind.Deal, Id(10), Hostile, [], RestoredState.Restored, 0)), Reader),
        ["taken-back-restore"] = UndoCard.For(
            new UndoResult.TakenBack(new UndoneRecord(RecordKind.Deal, Id(10), Hostile, [], RestoredState.Deleted, 0)), Reader),
        ["undo-asked"] =
            UndoCard.For(
                new UndoResult.AskFirst(new UndoneRecord(RecordKind.Deal, Id(10), Hostile, [], RestoredState.Deleted, 0), "p1",
                    Now.AddMinutes(-3), Now), Reader),
        ["undo-asked-older"] =
            UndoCard.For(
                new UndoResult.AskFirst(new UndoneRecord(RecordKind.Deal, Id(10), Hostile, ["stage"], RestoredState.AsBefore, 1), "p1",
                    Now.AddHours(-5), Now), Reader),
        ["deleted-list"] =
            DeletedListCard.For(
                new DeletedRecords(
                    new ShowDeleted(), null,
                    [new DeletedRecord(RecordKind.Deal, Id(10), Hostile, Now.AddHours(-3)),
                        new DeletedRecord(RecordKind.Contact, Id(30), "Clara Nilsson", Now.AddDays(-3))], true, Now), Reader),
        ["deleted-none"] = DeletedListCard.For(new DeletedRecords(new ShowDeleted(), null, [], false, Now), Reader),
        ["deleted-not-found"] = DeletedListCard.For(new DeletedRecords(new ShowDeleted(), "Twelve vans", [], false, Now), Reader),
        ["which"] =
            ChooseLogTargetCard.For(
                new LoggedByText(
                    new LogByText("CALL", Hostile, "pricing"), null,
                    [new SearchHit(HitKind.Contact, Id(30), "Clara Nilsson", "Litware Inc.", 1),
                        new SearchHit(HitKind.Contact, Id(31), Hostile, null, 1)])),
        ["which-nobody"] = ChooseLogTargetCard.For(new LoggedByText(new LogByText("CALL", "Zoe"), null, [])),
        ["help"] = HelpCard.For(new HelpView("Clara Nilsson", "Litware Inc.", "Proposal"), Reader),
        ["help-first-day"] = HelpCard.For(new HelpView(null, null, null), Reader with { Name = "**Alex** Wilber" }),
        ["settings"] = SettingsCard.For(new ShowSettings(), Reader, new SettingsSheet(Now, Reminders: true)),
        ["settings-refused"] = SettingsCard.For(
            new ShowSettings(Hostile, "en-GB", "false", Refusal.Invalid(new FieldError("timeZone", "“x” is no time zone."))), Reader,
            new SettingsSheet(Now, Reminders: true)),
        ["settings-saved"] = SettingsCard.Saved(new SettingsSaved("Europe/Berlin", "de-DE", Reminders: true)),
        ["pipeline"] =
            Dated(PipelineCard.For(Report, Reader with { Role = Role.Manager }), ShowPipeline.Verb, new ShowPipeline("everyone")),
        ["pipeline-converted"] = PipelineCard.For(
            new PipelineReport(
                Mine, [new PipelineStageLine(Id(50), "Proposal", StageType.Opportunity, 0.5m,
                    [new PipelineAmount("EUR", 11, 488_304.46m, 244_152.23m), new PipelineAmount("SEK", 1, 90_000, 45_000)])],
                [new PipelineAmount("EUR", 11, 488_304.46m, 244_152.23m), new PipelineAmount("SEK", 1, 90_000, 45_000)], Converted),
                Reader),
        ["pipeline-empty"] = PipelineCard.For(new PipelineReport(Mine, [], [], InEuros), Reader),
        ["performance"] =
            Dated(PerformanceCard.For(
                new PerformanceReport(
                    Mine, Quarter, "EUR", [Performed(1, "Alex Wilber", 310_000)],
                    [new Ranking("EUR", [new RankedPerson(1, Id(1), "Alex Wilber", 9, 310_000)])], InEuros), Reader), ShowPerformance.Verb,
                    new ShowPerformance()),
        ["performance-team"] = PerformanceCard.For(
            new PerformanceReport(new ReportScope(true, []), Quarter, "EUR",
                [Performed(1, "Adele Vance", 480_000), Performed(2, Hostile, 310_000), Performed(3, "Grady Archie", 0)],
                [new Ranking(
                    "EUR", [new RankedPerson(1, Id(1), "Adele Vance", 9, 480_000), new RankedPerson(2, Id(2), Hostile, 9, 310_000)])],
                    Converted), Reader with { Role = Role.Manager }),
        ["performance-currencies"] = PerformanceCard.For(
            new PerformanceReport(
                new ReportScope(true, []), Quarter, null,
                [Performed(1, "Adele Vance", 480_000),
                    Performed(2, Hostile, 0) with { WonCount = 2, Won = [new CurrencyAmount("USD", 2, 900_000)] }],
                [new Ranking("EUR", [new RankedPerson(1, Id(1), "Adele Vance", 9, 480_000)]),
                    new Ranking("USD", [new RankedPerson(1, Id(2), Hostile, 2, 900_000)])], InEuros), Reader with { Role = Role.Manager }),
        ["performance-empty"] = PerformanceCard.For(
            new PerformanceReport(new ReportScope(true, []), Quarter, "EUR", [], [], InEuros), Reader),
        ["funnel"] = FunnelCard.For(
            new FunnelReport(Mine, new ReportPeriod(new DateOnly(2027, 1, 1), new DateOnly(2027, 3, 31), "this quarter"),
            [
                new FunnelStage(Id(50), "Proposal", StageType.Opportunity, 34, 20, 8, 0.5882m, 0.2353m, 25, 12.4m, 9m, []),
                new FunnelStage(Id(51), Hostile, StageType.Opportunity, 20, 9, 8, 0.45m, 0.4m, 12, 7m, null, []),
                new FunnelStage(Id(52), "Won", StageType.Won, 8, null, null, null, null, 0, null, null, []),
            ], InEuros), Reader),
        ["funnel-empty"] = FunnelCard.For(
            new FunnelReport(Mine, new ReportPeriod(new DateOnly(2027, 1, 1), new DateOnly(2027, 3, 31), null), [], InEuros), Reader),
        ["today"] = Dated(DashboardCard.For(
            new DashboardReport(
                Mine, new DateOnly(2027, 3, 10), [new CurrencyAmount("EUR", 12, 480_000)],
                new ClosingDeals(
                    new Count(7),
                    [new ClosingDeal(
                        Id(13), "Old forklifts", 9_000, "SEK", "Negotiation", new DateOnly(2027, 2, 26), null, "Alex Wilber")]),
                new ClosingDeals(
                    new Count(2),
                    [new ClosingDeal(
                        Id(10), "Twelve vans", 48_000, "EUR", "Proposal", new DateOnly(2027, 3, 31), "Litware Inc.", "Alex Wilber"),
                        new ClosingDeal(Id(11), Hostile, null, "EUR", Hostile, new DateOnly(2027, 4, 1), Hostile, "Alex Wilber")]),
                new DueTasks(
                    new Count(1),
                    [new DueTask(Id(44), "Call back about the quote", Now.AddDays(-1), "Litware Inc.", "Clara Nilsson", "Twelve vans",
                        "Alex Wilber", 1)]),
                new DueTasks(new Count(1), [new DueTask(Id(45), Hostile, Now, null, null, null, null, 1)]),
                [.. Enumerable.Range(0, 14).Select(i => new DayCount(new DateOnly(2027, 2, 25).AddDays(i), i * 5 % 11))],
                [new WonDeal(Id(12), "Six trucks", 120_000, "EUR", Now.AddDays(-3), "Tailspin Toys", "Alex Wilber")], Converted),
            Reader), ShowDashboard.Verb, new ShowDashboard()),
        ["today-quiet"] = DashboardCard.For(
            new DashboardReport(
                Mine, new DateOnly(2027, 3, 10), [], new ClosingDeals(new Count(0), []), new ClosingDeals(new Count(0), []),
                new DueTasks(new Count(0), []), new DueTasks(new Count(0), []),
                [.. Enumerable.Range(0, 14).Select(i => new DayCount(new DateOnly(2027, 2, 25).AddDays(i), 0))], [], InEuros),
            Reader),
        ["found"] = FoundCard.For(new FoundRecords("lit", [
            new SearchHit(HitKind.Contact, Id(30), "Clara Nilsson", "Head of Procurement · Litware Inc.", 1),
            new SearchHit(HitKind.Company, Id(20), "Litware Inc.", null, 1),
            new SearchHit(HitKind.Deal, Id(10), Hostile, Hostile, 1),
            new SearchHit(HitKind.Activity, Id(42), "Offer", "Email · 2027-03-01", 1)])),
        ["found-in-time"] =
            FoundCard.For(new FoundRecords("lit", [new SearchHit(HitKind.Company, Id(20), "Litware Inc.", null, 1)], IsPartial: true)),
        ["found-nothing-in-time"] = FoundCard.For(new FoundRecords(Hostile, [], IsPartial: true)),
        ["found-nothing"] = FoundCard.For(new FoundRecords(Hostile, [])),
        ["cancelled"] = DismissCard.Done(),
        ["refused"] = NoticeCard.Refused(Refusal.NotFound("deal")),
    };

    private static BuiltFilter Built(Refusal? why) => new(
        new BuildFilter(RecordKind.Deal, "stage is Proposal", "stage is Proposal"), "deals",
        [
            new BuiltRow(new FilterRow("stage", "is", "Proposal"), [new("is", "is"), new("is not", "is not"), new("is empty", "is empty")],
                [new("Proposal", "Proposal"), new Choice("[link](https://evil.example) **bold**", "x").AsMarkdown()]),
            new BuiltRow(new FilterRow("value", ">", why is null ? "10,000" : "a lot"), [new(">", ">"), new("=", "=")], []),
            new BuiltRow(new FilterRow(), [new("is", "is"), new("contains", "contains")], []),
        ],
        null, null, [new("Title", "title"), new("Stage", "stage"), new("Value", "value")], "stage is Proposal and value > 10,000",
        new Count(10_000, true), why);

    private static PageExtras Bare(RecordKind kind, Guid id) => new(kind, id, 3, [], [], [], null, Now);

    private static PageExtras Extras(RecordKind kind, Guid id) => Bare(kind, id) with
    {
        Link = $"https://crm.example.com/{kind.ToString().ToLowerInvariant()}/{id}",
        Custom = [new CustomFact("Region", "South"), new CustomFact("Modules", "Sales, Service")],
        Next = [Call, Call with { Id = Id(46), Subject = "Send the contract", DueDate = Now.AddDays(-1) }],
        Changes =
        [
            new HistoryLine(Now.AddMinutes(-2), "Alex Wilber", true, 3, [new HistoryLineField("Stage", "Qualification", "Proposal")]),
            new HistoryLine(Now.AddDays(-1), "Adele Vance", false, 2,
                [new HistoryLineField("Value", "40,000", "48,000"), new HistoryLineField("Expected close", null, "31 Mar 2027")]),
        ],
    };

    private static PersonPerformance Performed(int rank, string name, decimal won) => new(
        rank, Id(rank), name, won == 0 ? 0 : 9, 4, won == 0 ? null : 0.6923m, won == 0 ? [] : [new CurrencyAmount("EUR", 9, won)],
        [new CurrencyAmount("EUR", 4, 52_000)], 14, 57,
        [new TypeCount(ActivityType.Call, 21), new TypeCount(ActivityType.Email, 30), new TypeCount(ActivityType.Meeting, 6)]);

    private static FormView Form<T>(T typed, Refusal? why = null, FormChoices? choices = null) =>
        new(FormValues.Of(typed), choices ?? Choices, why, "0195f00000007000800000000000000a");

    private static AdaptiveCard Dated<T>(AdaptiveCard card, string verb, T data) =>
        card.AsOf(Now, Reader, verb, JsonSerializer.SerializeToElement(data, CardJson.Options));

    private static Browsed<TList> Browse<TList>(TList list, RecordKind kind, params IReadOnlyList<Chip> chips)
    {
        var filter = string.Join(" and ", chips.Select(c => c.Text));
        return new Browsed<TList>(list, new ListMoves(
            new ListPlace(kind), filter, chips, [],
            [new SortBy("Recently changed", "order by updated desc", true), new SortBy("Highest value", "order by value desc", false),
                new SortBy("Title", "order by title", false)]));
    }

    private static Browsed<TList> Narrowing<TList>(Browsed<TList> list) => list with
    {
        Moves = list.Moves with
        {
            Here = list.Moves.Here with { After = "here", From = 11, Counts = ListPlace.Options },
            Narrow =
            [
                new NarrowBy(
                    "status",
                    [new NarrowTo("Open", "status is Open", new Count(12), true), new NarrowTo("Won", "status is Won", new Count(3), false),
                        new NarrowTo(Hostile, "status is Lost", new Count(1), false)]),
                new NarrowBy(
                    "priority",
                    [new NarrowTo("High", "priority is High", new Count(10_000, true), false),
                        new NarrowTo("Low", "priority is Low", Count.AtLeast(0), false)]),
            ],
        },
    };

    private static Browsed<TList> Grouped<TList>(Browsed<TList> list, params IReadOnlyList<GroupOf> groups) =>
        list with { Moves = list.Moves with { Groups = groups } };

    private static Browsed<TList> Amounts<TList>(Browsed<TList> list, AmountOrder order) =>
        list with { Moves = list.Moves with { Amounts = order } };

    private static CustomFieldDefinition Custom(string name, string label, CustomFieldType type, bool isRequired = false,
        string? standard = null, params IReadOnlyList<string> choices)
    {
        var field = CustomFieldDefinition.Named("deal", name, label, type, choices, 0, Now);
        field.Describe(label, choices, isRequired, 0, false, Now);
        field.StartWith(standard);
        return field;
    }

    private static Guid Id(int n) => new($"01957000-0000-7000-8000-{n:000000000000}");

    private static ActivityView Mail(string subject, Direction direction, bool captured) => new(
        Id(40), ActivityType.Email, subject, "Hello", direction, ActivityStatus.Completed, Now.AddDays(-1), null, Id(20), "Litware Inc.",
        Id(30), "Clara Nilsson", null, null, "Alex Wilber", captured, Now, 1);

    private static RecordList<T> Page<T>(
        string entity, IEnumerable<T> items, int total, string? next, string filter = "", params string[] chips) =>
        new(entity, filter, chips, [.. items], Math.Min(total, ListRecords.CountCap), total > ListRecords.CountCap, next, 1);

    private static SaveField Shown(FieldSeen field) => SaveField.Shown(field, Reader.Locale);

    /// <summary>Ids of stages are made by the clock; approved files need fixed ones.</summary>
    private static IReadOnlyList<PipelineStage> Pipeline()
    {
        PipelineStage[] stages = [PipelineStage.At(1, "Proposal", 0.5m, StageType.Opportunity, "#8764B8", Now),
            PipelineStage.At(2, "Negotiation", 0.75m, StageType.Opportunity, "#CA5010", Now)];
        for (var i = 0; i < stages.Length; i++)
        {
            typeof(PipelineStage).GetProperty(nameof(PipelineStage.Id))!.SetValue(stages[i], Id(50 + i));
        }

        return stages;
    }
}
