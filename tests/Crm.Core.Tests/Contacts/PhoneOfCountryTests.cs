namespace Crm.Core.Tests.Contacts;

/// <summary>A firm that says where it is need not type its country code.</summary>
public sealed class PhoneOfCountryTests : WorldTests
{
    protected override async Task ArrangeAsync()
    {
        Ann = Ann with { Tenant = Ann.Tenant with { Country = "SE" } };
    }

    [Theory]
    [InlineData("08-123 456 78", "+46 8 123 456 78")]
    [InlineData("070-174 06 05", "+46 70 174 06 05")]
    [InlineData("+49 30 1234567", "+49 30 1234567")]
    [InlineData("112", "112")]
    public async Task A_new_contacts_number_is_kept_with_the_firms_country(string typed, string kept)
    {
        await World.RunAsync(
            Ann, (CreateContactHandler h, CancellationToken ct) => h.HandleAsync(new CreateContact("Ida", "Berg", Phone: typed), ct));

        Assert.Equal(kept, await World.TruthAsync<string>("select phone from contacts"));
    }

    [Fact]
    public async Task So_is_a_changed_one_and_a_companys_and_every_notation_finds_them()
    {
        var contact = await World.ContactAsync(Ann, "Ida", "Berg");
        await ChangeAsync(contact, new { mobile = "070-174 06 05" });
        await World.RunAsync(
            Ann, (CreateCompanyHandler h, CancellationToken ct) => h.HandleAsync(new CreateCompany("Litware", Phone: "08-123 456 78"), ct));

        Assert.Equal("+46 70 174 06 05", await World.TruthAsync<string>("select mobile from contacts"));
        Assert.Equal("+46 8 123 456 78", await World.TruthAsync<string>("select phone from companies"));
        foreach (var typed in new[] { "070-174 06 05", "+46701740605", "0046 70 174 06 05" })
        {
            var hits =
                (await World.RunAsync(
                    Ann, (FindRecordsHandler h, CancellationToken ct) => h.HandleAsync(new FindRecords(typed), ct))).Value.Hits;
            Assert.Equal(["Ida Berg"], hits.Select(h => h.Title));
        }
    }

    [Theory]
    [InlineData(null, null, "030 1234567", "+46 301 23 45 67")]
    [InlineData(null, "DE", "030 1234567", "+49 30 1234567")]
    [InlineData("FR", "DE", "01 23 45 67 89", "+33 1 23 45 67 89")]
    [InlineData("FR", null, "01 23 45 67 89", "+33 1 23 45 67 89")]
    [InlineData("FR", "DE", "+49 30 1234567", "+49 30 1234567")]
    public async Task The_contacts_own_country_comes_first_then_its_companys_then_the_firms(string? own, string? companys, string typed,
        string kept)
    {
        var company = companys is null ? (Guid?)null : await CompanyInAsync(companys);

        Assert.Null((await World.RunAsync(Ann, (CreateContactHandler h, CancellationToken ct) => h.HandleAsync(
            new CreateContact("Ida", "Berg", Phone: typed, CompanyId: company?.ToString(), Country: own), ct))).Refusal);

        Assert.Equal((kept, own ?? ""), (await World.TruthAsync<string>("select phone from contacts"),
            await World.TruthAsync<string>("select coalesce(country, '') from contacts")));
    }

    [Fact]
    public async Task A_change_counts_the_country_and_the_company_that_it_sets_itself()
    {
        var contact = await World.ContactAsync(Ann, "Ida", "Berg", company: await CompanyInAsync("DE"));

        await ChangeAsync(contact, new { phone = "030 1234567" });
        Assert.Equal("+49 30 1234567", await World.TruthAsync<string>("select phone from contacts"));
        await ChangeAsync(contact, new { mobile = "06 12 34 56 78", country = "France" });
        Assert.Equal("+33 6 12 34 56 78", await World.TruthAsync<string>("select mobile from contacts"));
        await ChangeAsync(
            contact, new { country = "", companyId = await CompanyInAsync("GB", "Fourth Coffee"), phone = "020 7946 0958" });
        Assert.Equal("+44 20 7946 0958", await World.TruthAsync<string>("select phone from contacts"));
    }

    [Fact]
    public async Task A_companys_number_is_of_its_own_country()
    {
        var company = await CompanyInAsync("DE");

        await World.RunAsync(Ann, (ChangeCompanyHandler h, CancellationToken ct) =>
            h.SeenAsync(Changes.To(company, new { phone = "030 1234567" }), ct));

        Assert.Equal("+49 30 1234567", await World.TruthAsync<string>("select phone from companies"));
    }

    [Fact]
    public async Task The_form_of_a_contact_asks_for_the_country_and_reads_the_number_by_it()
    {
        var contact = await World.ContactAsync(Ann, "Ida", "Berg");

        var form = CardJson.Write((await World.PressAsync(Ann, EditRecord.Verb, new EditRecord(RecordKind.Contact, contact))).Card);
        await World.PressAsync(Ann, ChangeRecord.Verb, new { kind = RecordKind.Contact, id = contact, country = "France",
            phone = "01 23 45 67 89" });

        Assert.Contains("\"id\":\"country\"", form, StringComparison.Ordinal);
        Assert.Equal("FR +33 1 23 45 67 89", await World.TruthAsync<string>("select country || ' ' || phone from contacts"));
    }

    /// <summary>Of a Russian number the 8 is dialled inside the country only, and no rule without the country can know it.</summary>
    [Fact]
    public async Task A_double_is_known_by_its_number_in_the_notation_of_its_companys_country_and_found_in_that_of_the_firms()
    {
        var company = await CompanyInAsync("RU");
        await World.RunAsync(Ann, (CreateContactHandler h, CancellationToken ct) =>
            h.HandleAsync(new CreateContact("Pjotr", "Petrow", Phone: "+7 495 123-45-67"), ct));

        var asked = await World.PressAsync(Ann, CreateContact.Verb,
            new CreateContact("Piotr", "Petrov", Phone: "8 495 123-45-67", CompanyId: company.ToString()));
        var russian = Ann with { Tenant = Ann.Tenant with { Country = "RU" } };
        var hits = (await World.RunAsync(russian, (FindRecordsHandler h, CancellationToken ct) =>
            h.HandleAsync(new FindRecords("8 (495) 123-45-67"), ct))).Value.Hits;

        Assert.True(asked.Refusal!.IsAlike);
        Assert.Equal(["Pjotr Petrow"], hits.Select(h => h.Title));
    }

    [Fact]
    public async Task A_field_of_the_firm_for_numbers_reads_them_by_the_same_country()
    {
        var admin = (await World.UserAsync("Ada Boss", Role.Admin)) with { Tenant = Ann.Tenant };
        await World.DefineAsync(admin, new DefineField(RecordKind.Contact, "Desk", "PHONE"));

        Assert.Null((await World.RunAsync(admin, (CreateContactHandler h, CancellationToken ct) => h.HandleAsync(
            new CreateContact("Ida", "Berg", Country: "DE", Custom: JsonSerializer.SerializeToElement(new { desk = "030 1234567" })),
                ct))).Refusal);

        Assert.Equal("+49 30 1234567", await World.TruthAsync<string>("select custom->>'desk' from contacts"));
    }

    private async Task<Guid> CompanyInAsync(string country, string name = "Litware")
    {
        var company = await World.CompanyAsync(Ann, name);
        Assert.Null((await World.RunAsync(Ann, (ChangeCompanyHandler h, CancellationToken ct) =>
            h.SeenAsync(Changes.To(company, new { country }), ct))).Refusal);
        return company;
    }

    private async Task ChangeAsync(Guid contact, object fields) => Assert.Null((await World.RunAsync(
        Ann, (ChangeContactHandler h, CancellationToken ct) => h.SeenAsync(Changes.To(contact, fields), ct))).Refusal);
}
