using static Crm.Core.Tests.Cards.CardSampleData;

namespace Crm.Core.Tests.Cards;

/// <summary>Cards of companies.</summary>
internal static class CompanyCardSamples
{
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
                    FormValues.Of(new { name = "Litware Inc.", status = "ACTIVE", ownerId = Id(1).ToString() }), Offered, null)),
        ["company"] = CompanyCard.For(new(new CompanyDetails(Litware, [Clara], [Vans], Timeline), new PageFields<Company>(
            FieldValues<Company>.Of(
                Company.Fields.All, (Company.Fields.Website, "https://litware.example"), (Company.Fields.Email, "info@litware.example"),
                    (Company.Fields.Revenue, 12_500_000m),
                (Company.Fields.RevenueCurrency, "EUR"), (Company.Fields.Employees, 420),
                    (Company.Fields.Description, "Makers of trucks and vans")), []), Extras(RecordKind.Company, Id(20))), Reader),
        ["company-bare"] = CompanyCard.For(new(new CompanyDetails(
            Litware with { Industry = null, City = null, CompanySize = null, Domain = null }, [], [], []),
            new PageFields<Company>(FieldValues<Company>.Of(Company.Fields.All), []), Bare(RecordKind.Company, Id(20))), Reader),
        ["company-merge-choose"] = CompanyMergeCards.Choose(new MergePreview<CompanyView>(
            Litware, null, [], [], new MergeCounts(0, 0),
            [new("litware inc (litware-se.example)", Id(21).ToString()), new(Hostile, Id(22).ToString())], null)),
        ["company-merge-nothing"] = CompanyMergeCards.Choose(new MergePreview<CompanyView>(
            Litware with { Name = Hostile }, null, [], [], new MergeCounts(0, 0), [], null)),
        ["company-merge-preview"] = CompanyMergeCards.Preview(
            new MergePreview<CompanyView>(
                Litware, Litware with { Name = Hostile, Domain = "litware-se.example", Version = 7 },
                    [new MergeLine("employeeCount", null, "420", "Employees"),
                        new MergeLine("description", null, Hostile, "Description, added below")],
                [new MergeLine("industry", "Technology", Hostile, "Industry"),
                    new MergeLine("addressLine1", "nothing", "Storgatan 1", "Address")], new MergeCounts(0, 1, 12), [],
                    null), Reader),
        ["company-merged"] = CompanyMergeCards.Done(new CompanyMergeDone(Id(60), Id(20), 2, 1, 1200), Reader),
        ["company-doubles"] = CompanyDuplicatesCard.For(new CompanyDuplicatesView(
            new CreateCompany("litware inc.", "litware.example", City: Hostile),
                [new(Id(20), "Litware Inc.", "litware.example · Stockholm · Alex Wilber", true), new(Id(21), Hostile, Hostile, false)],
                "0197")),
        ["company-doubles-gone"] = CompanyDuplicatesCard.For(new CompanyDuplicatesView(new CreateCompany(Hostile), [], "0197")),
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
    };
}
