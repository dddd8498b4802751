using Crm.Core.ExchangeRates;

namespace Crm.Core.Tests.Cards;

/// <summary>What the samples of cards show: one firm's records, and a name that would break a card if it could.</summary>
internal static class CardSampleData
{
    public const string Hostile = "](https://evil.example) **Ann** <at>all</at> `x` # 1. {{DATE(2020)}} \"'; drop table\r\nnew";

    public static readonly DateTimeOffset Now = new(2027, 3, 10, 9, 0, 0, TimeSpan.Zero);
    public static readonly Tenant Tenant = new(Guid.Empty, Guid.Empty, "Contoso", "t_contoso", Visibility.Own, false, "EUR");

    public static readonly CurrentUser Reader = new(
        Id(1), Tenant, "Alex Wilber", "alexw@contoso.example", Role.User, "Europe/Berlin", "en-GB", Door.Teams);

    public static readonly IReadOnlyList<PipelineStage> Stages = Pipeline();

    public static readonly DealView Vans = new(
        Id(10), "Twelve vans", 48_000m, "EUR", Stages[0].Id, "Proposal", 0.5m, DealStatus.Open, Priority.High, new DateOnly(2027, 3, 31),
        Id(20), "Litware Inc.", Id(30),
        "Clara Nilsson", "Alex Wilber", Now, 3);

    public static readonly ContactView Clara = new(
        Id(30), "Clara", "Nilsson", "clara.nilsson@litware.example", "+46 8 123", "Head of Procurement", ContactStatus.Active, true, Id(20),
        "Litware Inc.", "Alex Wilber", Now, Now, 2);

    public static readonly CompanyView Litware = new(
        Id(20), "Litware Inc.", "litware.example", "Technology", CompanySize.Medium, CompanyStatus.Active, "Stockholm", "SE", null, null,
        "Alex Wilber", Now, Now, 1);

    public static readonly IReadOnlyList<ActivityView> Timeline =
    [
        Mail("Re: Renewal of the van contract", Direction.Inbound, true), Mail("Offer", Direction.Outbound, true),
        new ActivityView(Id(42), ActivityType.Call, "Call: wants a quote", null, null, ActivityStatus.Completed, Now, null, null, null,
            null, null, null, null, "Alex Wilber", false, Now, 1),
        new ActivityView(Id(43), ActivityType.Meeting, "Quote review", null, null, ActivityStatus.Completed, Now, null, null, null, null,
            null, null, null, "Alex Wilber", true, Now, 1),
    ];

    public static readonly IReadOnlyList<Choice> StageChoices = [.. Stages.Select(s => new Choice(s.Name, s.Id.ToString()))];

    public static readonly IReadOnlyList<Choice> People = [new("Alex Wilber", Id(1).ToString()), new("Adele Vance", Id(2).ToString())];

    public static readonly FormChoices Offered = new(
        "EUR", StageChoices, [new("Litware Inc.", Id(20).ToString()), new("Tailspin Toys", Id(21).ToString())],
        [new("Clara Nilsson (Litware Inc.)", Id(30).ToString())],
        [new("Twelve vans", Id(10).ToString())], People, []);

    public static readonly FormChoices WithCustom = Offered with
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

    public static readonly ActivityView Call = new(
        Id(44), ActivityType.Task, "Call back about the quote", null, null, ActivityStatus.Pending, Now, Now.AddDays(2), Id(20),
        "Litware Inc.", Id(30), "Clara Nilsson", Id(10), "Twelve vans",
        "Alex Wilber", false, Now, 1);

    public static readonly DealPageFields Open = OpenWith("Trade fair", "Twelve vans for the depot in Malmö");

    public static DealPageFields OpenWith(string? source, string? description, string? lost = null) => new(
        Now.AddDays(-6), null,
        FieldValues<Deal>.Of(Deal.Fields.All, (Deal.Fields.Source, source), (Deal.Fields.Description, description),
            (Deal.Fields.LostReason, lost)), []);

    public static readonly ReportedIn InEuros = new("EUR", []);

    public static readonly ReportedIn Converted = new(
        "EUR", [new KnownRate("GBP", 1.1725m, new DateOnly(2027, 2, 26)), new KnownRate("USD", 0.9227m, new DateOnly(2027, 3, 9))]);

    public static PageExtras Bare(RecordKind kind, Guid id) => new(kind, id, 3, [], [], [], null, Now);

    public static PageExtras Extras(RecordKind kind, Guid id) => Bare(kind, id) with
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

    public static FormView Form<T>(T typed, Refusal? why = null, FormChoices? choices = null) =>
        new(FormValues.Of(typed), choices ?? Offered, why, "0195f00000007000800000000000000a");

    public static AdaptiveCard Dated<T>(AdaptiveCard card, string verb, T data) =>
        card.AsOf(Now, Reader, verb, JsonSerializer.SerializeToElement(data, CardJson.Options));

    public static CustomFieldDefinition Custom(string name, string label, CustomFieldType type, bool isRequired = false,
        string? standard = null, params IReadOnlyList<string> choices)
    {
        var field = CustomFieldDefinition.Named("deal", name, label, type, choices, 0, Now);
        field.Describe(label, choices, isRequired, 0, false, Now);
        field.StartWith(standard);
        return field;
    }

    public static Guid Id(int n) => new($"01957000-0000-7000-8000-{n:000000000000}");

    public static ActivityView Mail(string subject, Direction direction, bool captured) => new(
        Id(40), ActivityType.Email, subject, "Hello", direction, ActivityStatus.Completed, Now.AddDays(-1), null, Id(20), "Litware Inc.",
        Id(30), "Clara Nilsson", null, null, "Alex Wilber", captured, Now, 1);

    /// <summary>Ids of stages are made by the clock; approved files need fixed ones.</summary>
    public static IReadOnlyList<PipelineStage> Pipeline()
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
