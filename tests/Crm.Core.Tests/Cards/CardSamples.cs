using Crm.Core.Access;
using Crm.Core.Activities;
using Crm.Core.Cards;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;
using Crm.Core.Filtering;
using Crm.Core.Pipeline;
using Crm.Core.Search;

namespace Crm.Core.Tests.Cards;

/// <summary>Every card with plausible content, and the ones that hostile names would break.</summary>
internal static class CardSamples
{
    private const string Hostile = "](https://evil.example) **Ann** <at>all</at> `x` # 1. {{DATE(2020)}} \"'; drop table\r\nnew";

    private static readonly DateTimeOffset Now = new(2027, 3, 10, 9, 0, 0, TimeSpan.Zero);
    private static readonly Tenant Tenant = new(Guid.Empty, Guid.Empty, "Contoso", "t_contoso", Visibility.Own, false, "EUR");
    private static readonly CurrentUser Reader = new(Id(1), Tenant, "Alex Wilber", "alexw@contoso.example", Role.User, "Europe/Berlin", "en-GB", Door.Teams);

    private static readonly IReadOnlyList<PipelineStage> Stages = Pipeline();

    private static readonly DealView Vans = new(
        Id(10), "Twelve vans", 48_000m, "EUR", Stages[0].Id, "Proposal", 0.5m, DealStatus.Open, Priority.High, new DateOnly(2027, 3, 31), Id(20), "Litware Inc.", Id(30),
        "Clara Nilsson", "Alex Wilber", Now, 3);

    private static readonly ContactView Clara = new(
        Id(30), "Clara", "Nilsson", "clara.nilsson@litware.example", "+46 8 123", "Head of Procurement", ContactStatus.Active, true, Id(20), "Litware Inc.", "Alex Wilber", Now, Now, 2);

    private static readonly CompanyView Litware = new(
        Id(20), "Litware Inc.", "litware.example", "Technology", CompanySize.Medium, CompanyStatus.Active, "Stockholm", "SE", null, null, "Alex Wilber", Now, Now, 1);

    private static readonly IReadOnlyList<ActivityView> Timeline =
    [
        Mail("Re: Renewal of the van contract", Direction.Inbound, true), Mail("Offer", Direction.Outbound, true),
        new ActivityView(Id(42), ActivityType.Call, "Call: wants a quote", null, null, ActivityStatus.Completed, Now, null, null, null, null, null, null, null, "Alex Wilber", false, Now, 1),
        new ActivityView(Id(43), ActivityType.Meeting, "Quote review", null, null, ActivityStatus.Cancelled, Now, null, null, null, null, null, null, null, "Alex Wilber", true, Now, 1),
    ];

    private static readonly IReadOnlyList<Choice> Companies = [new("Litware Inc.", Id(20).ToString()), new("Tailspin Toys", Id(21).ToString())];
    private static readonly IReadOnlyList<Choice> Contacts = [new("Clara Nilsson (Litware Inc.)", Id(30).ToString())];
    private static readonly IReadOnlyList<Choice> StageChoices = [.. Stages.Select(s => new Choice(s.Name, s.Id.ToString()))];

    public static IReadOnlyDictionary<string, AdaptiveCard> All { get; } = new Dictionary<string, AdaptiveCard>
    {
        ["company-form"] = CompanyForm.For(new NewCompany()),
        ["company-form-refused"] = CompanyForm.For(new NewCompany(
            new CreateCompany("Litware", "gmail.com", CompanySize: "MEDIUM"), Refusal.Invalid(new FieldError("domain", "gmail.com gives mailboxes to everybody, so it cannot stand for one company.")))),
        ["company"] = CompanyCard.For(new CompanyDetails(Litware, [Clara], [Vans], Timeline), Reader),
        ["company-bare"] = CompanyCard.For(new CompanyDetails(Litware with { Industry = null, City = null, CompanySize = null, Domain = null }, [], [], []), Reader),
        ["company-list"] = CompanyListCard.For(new ListCompanies(), Page("companies", [Litware], 1, null), Reader),
        ["contact-form"] = ContactForm.For(new ContactFormView(new CreateContact(), null, Companies)),
        ["contact-form-prefilled"] = ContactForm.For(new ContactFormView(
            new CreateContact("Jonas", "Weber", "jonas.weber@litware.example", CompanyId: Id(20).ToString()), null, Companies)),
        ["contact-form-refused"] = ContactForm.For(new ContactFormView(
            new CreateContact(Hostile, "Lee", "ann-at-x"), Refusal.Invalid(new FieldError("email", "“ann-at-x” is not an e-mail address. It should look like name@company.com.")), Companies)),
        ["contact"] = ContactCard.For(new ContactDetails(Clara, [Vans], Timeline), Reader),
        ["contact-hostile"] = ContactCard.For(
            new ContactDetails(Clara with { FirstName = Hostile, Company = Hostile, JobTitle = Hostile, Email = null }, [Vans with { Title = Hostile }], [Mail(Hostile, Direction.Inbound, true)]), Reader),
        ["contact-list"] = ContactListCard.For(new ListContacts(), Page("contacts", [Clara], 1, null), Reader),
        ["deal-form"] = DealForm.For(new DealFormView(new CreateDeal(), null, "EUR", StageChoices, Companies, Contacts)),
        ["deal-form-refused"] = DealForm.For(new DealFormView(
            new CreateDeal("Twelve vans", "a lot", "GBP", StageChoices[1].Value, ExpectedCloseDate: "2027-03-31"),
            Refusal.Invalid(new FieldError("value", "“a lot” is not a number."), new FieldError("contactId", "This contact is not there, or is not yours to see.")), "EUR", StageChoices, Companies, Contacts)),
        ["deal"] = DealCard.For(new DealDetails(Vans, StageChoices, Timeline), Reader),
        ["deal-bare"] = DealCard.For(new DealDetails(Vans with { Value = null, CompanyId = null, Company = null, ContactId = null, Contact = null, ExpectedCloseDate = null }, StageChoices, []), Reader),
        ["deal-list"] = DealListCard.For(
            new DealList(new ListDeals("stage is Proposal"), Page("deals", Enumerable.Repeat(Vans, 5), 12_345, "next", "stage is Proposal and value > 10,000", "stage is Proposal", "value > 10,000"), Stages), Reader),
        ["deal-list-last-page"] = DealListCard.For(
            new DealList(new ListDeals("", "x", From: 6), new RecordList<DealView>("deals", "", [], [Vans with { Status = DealStatus.Won, StageId = Stages[1].Id, Title = Hostile }], 6, false, null, 6), Stages), Reader),
        ["deal-list-empty"] = DealListCard.For(new DealList(new ListDeals("value > 1"), Page<DealView>("deals", [], 0, null, "value > 1", "value > 1"), Stages), Reader),
        ["activity-list"] = ActivityListCard.For(new ListActivities(), Page("activities", Timeline, 4, null), Reader),
        ["found"] = FoundCard.For(new FoundRecords("lit", [
            new SearchHit(HitKind.Contact, Id(30), "Clara Nilsson", "Head of Procurement · Litware Inc.", 1), new SearchHit(HitKind.Company, Id(20), "Litware Inc.", null, 1),
            new SearchHit(HitKind.Deal, Id(10), Hostile, Hostile, 1), new SearchHit(HitKind.Activity, Id(42), "Offer", "Email · 2027-03-01", 1)])),
        ["found-nothing"] = FoundCard.For(new FoundRecords(Hostile, [])),
        ["cancelled"] = DismissCard.Done(),
        ["refused"] = NoticeCard.Refused(Refusal.NotFound("deal")),
    };

    private static Guid Id(int n) => new($"01957000-0000-7000-8000-{n:000000000000}");

    private static ActivityView Mail(string subject, Direction direction, bool captured) => new(
        Id(40), ActivityType.Email, subject, "Hello", direction, ActivityStatus.Completed, Now.AddDays(-1), null, Id(20), "Litware Inc.", Id(30), "Clara Nilsson", null, null, "Alex Wilber", captured, Now, 1);

    private static RecordList<T> Page<T>(string entity, IEnumerable<T> items, int total, string? next, string filter = "", params string[] chips) =>
        new(entity, filter, chips, [.. items], Math.Min(total, ListRecords.CountCap), total > ListRecords.CountCap, next, 1);

    /// <summary>Ids of stages are made by the clock; approved files need fixed ones.</summary>
    private static IReadOnlyList<PipelineStage> Pipeline()
    {
        PipelineStage[] stages = [PipelineStage.At(1, "Proposal", 0.5m, StageType.Opportunity, "#8764B8", Now), PipelineStage.At(2, "Negotiation", 0.75m, StageType.Opportunity, "#CA5010", Now)];
        for (var i = 0; i < stages.Length; i++)
        {
            typeof(PipelineStage).GetProperty(nameof(PipelineStage.Id))!.SetValue(stages[i], Id(50 + i));
        }

        return stages;
    }
}
