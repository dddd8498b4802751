namespace Crm.Data.Tests.Fields;

/// <summary>A kind of record with all of its declared fields, and a value to type into each.</summary>
internal sealed record SampledKind(
    RecordKind Kind, string Plural, IReadOnlyList<RecordField> Fields, Type Request, string CreateVerb, string ListVerb)
{
    public static SampledKind Of(RecordKind kind) => kind switch
    {
        RecordKind.Company => new(
            kind, "companies", Company.Fields.All.All, typeof(CreateCompany), CreateCompany.Verb, ListCompanies.Verb),
        RecordKind.Contact => new(
            kind, "contacts", Contact.Fields.All.All, typeof(CreateContact), CreateContact.Verb, ListContacts.Verb),
        RecordKind.Deal => new(
            kind, "deals", Deal.Fields.All.All, typeof(CreateDeal), CreateDeal.Verb, ListDeals.Verb),
        RecordKind.Activity => new(
            kind, "activities", Activity.Fields.All.All, typeof(CreateActivity), PlanActivity.Verb, ListActivities.Verb),
    };

    public IEnumerable<RecordField> For(FieldUse use) => Fields.Where(f => f.Use.HasFlag(use));

    /// <summary>A record with nothing but what it cannot do without.</summary>
    public async Task<Guid> BareAsync(World world, CurrentUser owner, string name) => Kind switch
    {
        RecordKind.Company => await world.CompanyAsync(owner, name),
        RecordKind.Contact => await world.ContactAsync(owner, name, "Surname"),
        RecordKind.Deal => await world.DealAsync(owner, name),
        RecordKind.Activity => (await world.RunAsync(
            owner, (CreateActivityHandler h, CancellationToken ct) => h.HandleAsync(new CreateActivity("TASK", name), ct))).Value,
    };

    /// <summary>The column of a field as the database writes it; "" for nothing.</summary>
    public Task<string> StoredAsync(World world, Guid id, RecordField field) =>
        world.TruthAsync<string>($"select coalesce(trim({field.Column}::text), '') from {Plural} where id = '{id}'");

    /// <summary>As somebody types it.</summary>
    public static string Typed(RecordField field, SampleLinks links) => field.Type switch
    {
        FieldType.Email => "alpha@litware.example",
        FieldType.Phone => "+46 8 123 45 67",
        FieldType.Amount => "1250.50",
        FieldType.Whole => "42",
        FieldType.Share => "0.35",
        FieldType.Date => "2027-03-31",
        FieldType.YesNo => "true",
        FieldType.Choice => field.Choices[^1].Value,
        FieldType.Currency => "EUR",
        FieldType.Link => links.Of(field.Link!.Value).ToString(),
        FieldType.Text or FieldType.LongText => field.Name switch
        {
            "domain" => "litware.example",
            "country" => "SE",
            _ => $"Alpha {field.Name}",
        },
    };

    /// <summary>The same as a condition of the filter language.</summary>
    public static string Condition(RecordField field, string typed) => field.Type switch
    {
        FieldType.Choice => $"{field.ListName} is \"{field.Choices.First(c => c.Value == typed).Title}\"",
        FieldType.YesNo => $"{field.ListName} is yes",
        FieldType.Amount or FieldType.Whole or FieldType.Share => $"{field.ListName} >= {typed}",
        FieldType.Text or FieldType.LongText or FieldType.Email or FieldType.Phone or FieldType.Date or FieldType.Currency
            or FieldType.Link => $"{field.ListName} is \"{typed}\"",
    };

    public static IReadOnlyList<string> InputsOf(AdaptiveCard card)
    {
        return [.. Ids(JsonSerializer.SerializeToElement(card, CardJson.Options))];

        static IEnumerable<string> Ids(JsonElement node) => node.ValueKind switch
        {
            JsonValueKind.Array => node.EnumerateArray().SelectMany(Ids),
            JsonValueKind.Object => node.EnumerateObject().SelectMany(p => Ids(p.Value)).Concat(
                node.TryGetProperty("type", out var type) && type.ValueKind is JsonValueKind.String
                    && type.GetString()!.StartsWith("Input.", StringComparison.Ordinal)
                    ? [node.GetProperty("id").GetString()!] : []),
            _ => [],
        };
    }
}

/// <summary>What a sampled record points at.</summary>
internal sealed record SampleLinks(Guid Company, Guid Contact, Guid Deal, Guid Person)
{
    public static async Task<SampleLinks> MakeAsync(World world, CurrentUser owner, CurrentUser other) => new(
        await world.CompanyAsync(owner, "Linked company"), await world.ContactAsync(owner, "Linked", "Contact"),
            await world.DealAsync(owner, "Linked deal"), other.Id);

    public Guid Of(LinkTo to) => to switch
    {
        LinkTo.Company => Company,
        LinkTo.Contact => Contact,
        LinkTo.Deal => Deal,
        LinkTo.Person => Person,
    };
}
