namespace Crm.Core.Tests.Companies;

/// <summary>Two records of one company become one without losing what either of them knew, and part again as they were.</summary>
public sealed class MergeCompaniesTests : FirmTests
{
    protected override IReadOnlyList<DefineField> Fields { get; } =
        [new(RecordKind.Company, "Plant", "TEXT"), new(RecordKind.Company, "Tier", "TEXT")];

    [Fact]
    public async Task Everything_that_points_at_the_other_goes_over_and_an_undo_takes_it_back_whole()
    {
        var (kept, other) = (await World.CompanyAsync(Ann, "Litware Inc.", "litware.example"),
            await World.CompanyAsync(Ann, "litware inc.", "litware-se.example"));
        var (clara, jonas) = (await World.ContactAsync(Ann, "Clara", "Nilsson", "clara@litware.example", kept),
            await World.ContactAsync(Ann, "Jonas", "Weber", "jonas@litware-se.example", other));
        await PrimaryAsync(clara);
        await PrimaryAsync(jonas);
        var deal = await World.DealAsync(Ann, "Twelve vans", "48000", "Proposal", other, jonas);
        var call = await LogAsync(Ann, "Asked for a quote", other);
        var before = await PictureAsync();

        var done = await MergeAsync(Ann, kept, other);

        Assert.Equal((1, 1, 1), (done.Contacts, done.Deals, done.Activities));
        Assert.Equal($"{kept} {kept} {kept}", await World.TruthAsync<string>(
            "select concat_ws(' ', (select company_id from contacts where id = "
                + $"'{jonas}'), (select company_id from deals where id = "
                + $"'{deal}'), (select company_id from activities where id = '{call}'))"));
        Assert.Equal(clara, await World.TruthAsync<Guid>($"select id from contacts where company_id = '{kept}' and is_primary"));
        Assert.Equal("litware.example litware-se.example", await World.TruthAsync<string>(
            "select concat_ws(' ', domain, (select string_agg(domain, ' ') from company_domains where company_id = id)) from companies "
                + $"where id = '{kept}'"));
        Assert.True(await World.TruthAsync<bool>($"select is_deleted from companies where id = '{other}'"));

        await UndoAsync(Ann, done);
        Assert.Equal(before, await PictureAsync());
    }

    [Fact]
    public async Task What_only_the_other_knew_is_taken_over_named_before_and_given_back_by_an_undo()
    {
        var (kept, other) = (await World.CompanyAsync(Ann, "Litware"), await World.CompanyAsync(Ann, "Litware GmbH", "litware.example"));
        await ChangeAsync(kept, new { industry = "Vans", description = "Our oldest customer", custom = new { tier = "Gold" } });
        await ChangeAsync(other, new
        {
            industry = "Trucks", website = "https://litware.example", phone = "+46 8 123 45 67", email = "info@litware.example",
                companySize = "MEDIUM", annualRevenue = "12500000", revenueCurrency = "EUR",
            employeeCount = "420", description = "Pays late", addressLine1 = "Storgatan 1", city = "Malmö", country = "SE",
                linkedInUrl = "https://linkedin.com/company/litware",
            custom = new { plant = "Malmö", tier = "Silver" },
        });
        var before = await PictureAsync();

        var preview = Text((await World.PressAsync(Ann, ChooseCompanyMerge.Verb, new ChooseCompanyMerge(kept, other.ToString()))).Card);
        var done = await MergeAsync(Ann, kept, other);

        Assert.All(
            ["Website", "E-mail", "Size", "Medium", "Revenue", "12,500,000", "Employees", "420", "Address", "Storgatan 1", "Plant",
                "Malmö", "Vans (not Trucks)", "Gold (not Silver)", "Description, added below"],
            word => Assert.Contains(word, preview, StringComparison.Ordinal));
        Assert.Equal("litware.example Vans https://litware.example MEDIUM 12500000.00 EUR 420 Storgatan 1 Malmö SE Malmö Gold",
            await World.TruthAsync<string>(
            "select concat_ws(' ', domain, industry, website, company_size, annual_revenue, revenue_currency, employee_count, "
                + $"address_line1, city, country, custom ->> 'plant', custom ->> 'tier') from companies where id = '{kept}'"));
        Assert.Equal("Our oldest customer\n\nPays late",
            await World.TruthAsync<string>($"select description from companies where id = '{kept}'"));

        await UndoAsync(Ann, done);
        Assert.Equal(before, await PictureAsync());
    }

    [Fact]
    public async Task The_street_of_one_never_stands_with_the_town_of_the_other()
    {
        var (kept, other) = (await World.CompanyAsync(Ann, "Litware"), await World.CompanyAsync(Ann, "Litware GmbH"));
        await ChangeAsync(kept, new { city = "Stockholm" });
        await ChangeAsync(other, new { addressLine1 = "Storgatan 1", city = "Malmö", postalCode = "211 34" });

        await MergeAsync(Ann, kept, other);

        Assert.Equal("Stockholm",
            await World.TruthAsync<string>($"select concat_ws(', ', address_line1, postal_code, city) from companies where id = '{kept}'"));
    }

    [Fact]
    public async Task A_primary_contact_stays_one_where_the_kept_company_has_none()
    {
        var (kept, other) = (await World.CompanyAsync(Ann, "Litware"), await World.CompanyAsync(Ann, "Litware GmbH"));
        var jonas = await World.ContactAsync(Ann, "Jonas", "Weber", company: other);
        await PrimaryAsync(jonas);
        var before = await PictureAsync();

        var done = await MergeAsync(Ann, kept, other);

        Assert.Equal(jonas, await World.TruthAsync<Guid>($"select id from contacts where company_id = '{kept}' and is_primary"));
        await UndoAsync(Ann, done);
        Assert.Equal(before, await PictureAsync());
    }

    [Fact]
    public async Task An_undo_leaves_alone_what_somebody_changed_and_moved_on_since()
    {
        var (kept, other, third) = (await World.CompanyAsync(Ann, "Litware"), await World.CompanyAsync(Ann, "Litware GmbH"),
            await World.CompanyAsync(Ann, "Tailspin"));
        await ChangeAsync(other, new { industry = "Trucks", city = "Malmö" });
        var (jonas, ida) = (await World.ContactAsync(Ann, "Jonas", "Weber", company: other),
            await World.ContactAsync(Ann, "Ida", "Berg", company: other));
        var done = await MergeAsync(Ann, kept, other);
        await ChangeAsync(kept, new { industry = "Vans" });
        Assert.Null((await World.RunAsync(Ann, (ChangeContactHandler h,
            CancellationToken ct) => h.SeenAsync(Changes.To(jonas, new { companyId = third }), ct))).Refusal);

        await UndoAsync(Ann, done);

        Assert.Equal("Vans", await World.TruthAsync<string>($"select concat_ws(' ', industry, city) from companies where id = '{kept}'"));
        Assert.Equal("Trucks Malmö",
            await World.TruthAsync<string>($"select concat_ws(' ', industry, city) from companies where id = '{other}'"));
        Assert.Equal((third, other), (await CompanyOfAsync(jonas), await CompanyOfAsync(ida)));
    }

    [Fact]
    public async Task The_word_undo_parts_them_as_the_button_does()
    {
        var (kept, other) = (await World.CompanyAsync(Ann, "Litware", "litware.example"), await World.CompanyAsync(Ann, "litware inc"));
        var jonas = await World.ContactAsync(Ann, "Jonas", "Weber", company: other);
        var before = await PictureAsync();

        var card = await World.PressAsync(Ann, MergeCompanies.Verb, new MergeCompanies(kept, other));
        Assert.Contains("1 contact, 0 deals and 0 activities went over", Text(card.Card), StringComparison.Ordinal);
        var undone = await World.PressAsync(Ann, Core.Undo.UndoLast.Verb, new { });

        Assert.Null(undone.Refusal);
        Assert.Contains("Company “Litware”", Text(undone.Card), StringComparison.Ordinal);
        Assert.Equal((other, before), (await CompanyOfAsync(jonas), await PictureAsync()));
    }

    [Fact]
    public async Task Mail_from_the_others_domain_finds_the_one_that_stays_and_the_domain_is_taken()
    {
        var (kept, other) = (await World.CompanyAsync(Ann, "Litware", "litware.example"),
            await World.CompanyAsync(Ann, "Litware Sweden", "litware-se.example"));
        await MergeAsync(Ann, kept, other);

        var found = await World.RunAsync(Ann, (RecognisePeopleHandler h,
            CancellationToken ct) => h.HandleAsync(new RecognisePeople([new PersonSeen("new@litware-se.example")]), ct));
        var again = await World.RunAsync(Ann, (CreateCompanyHandler h,
            CancellationToken ct) => h.HandleAsync(new CreateCompany("Another", "litware-se.example"), ct));
        var form = await World.PressAsync(Ann, NewContact.Verb, new NewContact(new CreateContact(Email: "ida@litware-se.example")));

        Assert.Equal((PersonKind.Company, (Guid?)kept), (found.Value.People.Single().Kind, found.Value.People.Single().CompanyId));
        Assert.Contains("Litware has the domain litware-se.example already", again.Refusal!.For("domain"), StringComparison.Ordinal);
        Assert.Contains($"\"value\":\"{kept}\"", Text(form.Card), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_three_merged_into_one_another_each_undo_gives_back_its_own()
    {
        var (one, two, three) = (await World.CompanyAsync(Ann, "Litware", "a.example"),
            await World.CompanyAsync(Ann, "Litware Inc", "b.example"), await World.CompanyAsync(Ann, "Litware AG", "c.example"));
        var (jonas, ida) = (await World.ContactAsync(Ann, "Jonas", "Weber", company: three),
            await World.ContactAsync(Ann, "Ida", "Berg", company: two));
        var before = await PictureAsync();

        var first = await MergeAsync(Ann, two, three);
        var between = await PictureAsync();
        var second = await MergeAsync(Ann, one, two);

        Assert.Equal((one, one), (await CompanyOfAsync(jonas), await CompanyOfAsync(ida)));
        Assert.Equal("b.example c.example",
            await World.TruthAsync<string>(
                $"select string_agg(domain, ' ' order by domain) from company_domains where company_id = '{one}'"));
        await UndoAsync(Ann, second);
        Assert.Equal(between, await PictureAsync());
        await UndoAsync(Ann, first);
        Assert.Equal(before, await PictureAsync());
    }

    [Fact]
    public async Task A_person_merges_their_own_and_a_manager_merges_others()
    {
        var eve = await World.UserAsync("Eve Other");
        var (mine, hers) = (await World.CompanyAsync(Ann, "Litware"), await World.CompanyAsync(eve, "litware inc."));
        var jonas = await World.ContactAsync(eve, "Jonas", "Weber", company: hers);

        var refused = await World.RunAsync(Ann, (MergeCompaniesHandler h,
            CancellationToken ct) => h.HandleAsync(new MergeCompanies(mine, hers), ct));
        var done = await MergeAsync(Boss, mine, hers);
        var foreign = await World.RunAsync(eve, (UndoCompanyMergeHandler h,
            CancellationToken ct) => h.HandleAsync(new UndoCompanyMerge(done.MergeId), ct));

        Assert.Equal(RefusalKind.NotFound, refused.Refusal!.Kind);
        Assert.Equal(RefusalKind.NotFound, foreign.Refusal!.Kind);
        Assert.Equal(mine, await CompanyOfAsync(jonas));
        await UndoAsync(Boss, done);
        Assert.Equal(hers, await CompanyOfAsync(jonas));
    }

    [Fact]
    public async Task A_card_that_is_out_of_date_and_a_company_with_itself_merge_nothing()
    {
        var (kept, other) = (await World.CompanyAsync(Ann, "Litware"), await World.CompanyAsync(Ann, "Litware Inc"));
        await ChangeAsync(other, new { city = "Malmö" });

        var stale = await World.RunAsync(Ann, (MergeCompaniesHandler h,
            CancellationToken ct) => h.HandleAsync(new MergeCompanies(kept, other, 1, 1), ct));
        var itself = await World.RunAsync(Ann, (MergeCompaniesHandler h,
            CancellationToken ct) => h.HandleAsync(new MergeCompanies(kept, kept), ct));

        Assert.Equal((RefusalKind.Conflict, RefusalKind.Invalid), (stale.Refusal!.Kind, itself.Refusal!.Kind));
        Assert.Equal(0L, await World.TruthAsync<long>("select count(*) from companies where is_deleted"));
    }

    [Fact]
    public async Task A_company_that_was_merged_away_is_not_among_what_one_deleted()
    {
        var (kept, other) = (await World.CompanyAsync(Ann, "Litware"), await World.CompanyAsync(Ann, "Litware Inc"));
        await MergeAsync(Ann, kept, other);

        var deleted = await World.RunAsync(Ann, (ShowDeletedHandler h, CancellationToken ct) => h.HandleAsync(new ShowDeleted(), ct));

        Assert.Empty(deleted.Value.Records);
    }

    [Fact]
    public async Task The_likeliest_other_record_is_offered_first()
    {
        var kept = await World.CompanyAsync(Ann, "Litware Inc.");
        var twin = await World.CompanyAsync(Ann, "litware inc");
        foreach (var name in new[] { "Adventure", "Bellows", "Coho" })
        {
            await World.CompanyAsync(Ann, name);
        }

        var choose = await World.RunAsync(Ann, (ChooseCompanyMergeHandler h,
            CancellationToken ct) => h.HandleAsync(new ChooseCompanyMerge(kept), ct));

        Assert.Equal(twin.ToString(), choose.Value.Others[0].Value);
        Assert.DoesNotContain(choose.Value.Others, c => c.Value == kept.ToString());
        Assert.Equal(4, choose.Value.Others.Count);
    }

    private async Task<CompanyMergeDone> MergeAsync(CurrentUser who, Guid kept, Guid other)
    {
        var merged = await World.RunAsync(who, (MergeCompaniesHandler h,
            CancellationToken ct) => h.HandleAsync(new MergeCompanies(kept, other), ct));
        Assert.Null(merged.Refusal);
        return merged.Value;
    }

    private async Task UndoAsync(CurrentUser who, CompanyMergeDone merged) =>
        Assert.Null((await World.RunAsync(who, (UndoCompanyMergeHandler h,
            CancellationToken ct) => h.HandleAsync(new UndoCompanyMerge(merged.MergeId), ct))).Refusal);

    private async Task PrimaryAsync(Guid contact) =>
        Assert.Null((await World.RunAsync(Ann, (MakePrimaryContactHandler h,
            CancellationToken ct) => h.HandleAsync(new MakePrimaryContact(contact), ct))).Refusal);

    private async Task<Guid> LogAsync(CurrentUser who, string subject, Guid company)
    {
        var logged = await World.RunAsync(who, (LogActivityHandler h,
            CancellationToken ct) => h.HandleAsync(new LogActivity("CALL", subject, CompanyId: company.ToString()), ct));
        Assert.Null(logged.Refusal);
        return logged.Value;
    }

    private async Task ChangeAsync(Guid company, object fields) =>
        Assert.Null((await World.RunAsync(Ann, (ChangeCompanyHandler h, CancellationToken ct) => h.SeenAsync(Changes.To(company, fields),
            ct))).Refusal);

    private Task<Guid> CompanyOfAsync(Guid contact) => World.TruthAsync<Guid>($"select company_id from contacts where id = '{contact}'");

    private static string Text(AdaptiveCard card) => CardJson.Write(card);

    private Task<string> PictureAsync() => World.TruthAsync<string>(
        """
        select string_agg(line, E'\n' order by line) from (
          select (to_jsonb(c) - array['version', 'updated_at', 'updated_by', 'last_activity_at'])::text as line from companies c
          union all select concat_ws(' ', 'domain', company_id, domain) from company_domains
          union all select concat_ws(' ', 'contact', id, company_id, is_primary, is_deleted) from contacts
          union all select concat_ws(' ', 'deal', id, company_id, contact_id) from deals
          union all select concat_ws(' ', 'activity', id, company_id) from activities
          union all select concat_ws(' ', 'touched', id, last_activity_at) from companies) x
        """);
}
