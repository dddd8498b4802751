namespace Crm.Bot.Tests.Teams;

/// <summary>One record, typed as phones, word processors and other countries type it.</summary>
public sealed class SpellingTests : BotWorld
{
    [Theory]
    [InlineData("show Niamh O’Brien")]
    [InlineData("show niamh o'brien")]
    [InlineData("show Niamh\u00a0O`Brien")]
    [InlineData("find O’Brien")]
    [InlineData("find O'Brien")]
    [InlineData("contacts where last name is O’Brien")]
    [InlineData("contacts where last name is O'Brien")]
    [InlineData("contacts where name contains ‘O’Brien’")]
    [InlineData("contacts where name contains 'O'Brien'")]
    [InlineData("contacts where name contains “O’Brien”")]
    [InlineData("contacts where name starts with Niamh O’B")]
    [InlineData("\u200bfind O\u2019Brien\u200b")]
    [InlineData("contacts where email is “Niamh O’Brien <Niamh.OBrien@Litware.Example>”")]
    [InlineData("contacts where email is niamh.obrien@litware.example\u200b")]
    public async Task An_apostrophe_of_any_kind_finds_the_person(string typed)
    {
        await World.ContactAsync(Me, "Niamh", "O'Brien", "niamh.obrien@litware.example");

        await FindsAsync(typed, "Brien");
    }

    [Fact]
    public async Task A_call_is_logged_with_the_person_whose_apostrophe_is_another_one()
    {
        var niamh = await World.ContactAsync(Me, "Niamh", "O'Brien");

        Assert.Contains("Delivery", Text(await SayAsync("log call with Niamh O’Brien about delivery")), StringComparison.Ordinal);
        Assert.Equal(1, await World.TruthAsync<long>($"select count(*) from activities where contact_id = '{niamh}'"));
    }

    [Theory]
    [InlineData("find Fairy's Kitchen")]
    [InlineData("companies where name starts with Fairy's")]
    [InlineData("companies where name is \"fairy's kitchen\"")]
    [InlineData("companies where name contains airy's")]
    public async Task A_company_that_a_phone_typed_is_found_from_a_keyboard(string typed)
    {
        await World.CompanyAsync(Me, "Fairy’s Kitchen");

        Assert.Contains(
            "Fairy’s Kitchen", Text(await SayAsync(typed)).Replace("\\", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deals where title contains „Angebot 2027, Teil 1“", "Angebot")]
    [InlineData("deals where title contains »Angebot 2027, Teil 1«", "Angebot")]
    [InlineData("deals where title contains «this and that»", "this and that")]
    [InlineData("deals where title contains “this and that”", "this and that")]
    [InlineData("deals where title contains ‘this and that’", "this and that")]
    [InlineData("deals where title contains ‚this and that‘", "this and that")]
    [InlineData("deals where title contains ‹this and that›", "this and that")]
    [InlineData("deals where title contains 'this and that'", "this and that")]
    [InlineData("deals where (title contains 'this and that')", "this and that")]
    [InlineData("deals where title is any of ('Angebot 2027, Teil 1', 'x')", "Angebot")]
    [InlineData("deals where expected close between 2027\u201101\u201101 and 2027\u201103\u201131", "Angebot")]
    [InlineData("deals where value > 10\u202f000", "Angebot")]
    [InlineData("deals where value >\u00a010\u00a0000", "Angebot")]
    [InlineData("deals where value > 10 000 and title contains Teil", "Angebot")]
    [InlineData("deals where value ≥ 10'000", "Angebot")]
    [InlineData("deals where value between 10 000 and 20 000", "Angebot")]
    [InlineData("deals where value > 12k", "Angebot")]
    [InlineData("deals where value ≠ 100", "Angebot")]
    public async Task Quotes_hyphens_and_spaces_of_any_kind_are_understood_in_a_filter(string typed, string title)
    {
        await PressAsync(await SayAsync("new deal"), "Create deal",
            new { title = "Angebot 2027, Teil 1", value = "12.500,00", expectedCloseDate = "2027-02-01" });
        await PressAsync(await SayAsync("new deal"), "Create deal", new { title = "this and that", value = "100" });

        var list = Text(await SayAsync(typed));

        Assert.Contains("Deals: 1", list, StringComparison.Ordinal);
        Assert.Contains(title, list, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("find +493012345 67")]
    [InlineData("find 030 1234567")]
    [InlineData("find 0049301234567")]
    [InlineData("find 1234567")]
    [InlineData("find +49 151 2345678")]
    [InlineData("find 01512345678")]
    [InlineData("find (030) 1234-567")]
    [InlineData("find tel:+49301234567")]
    [InlineData("contacts where phone contains 1234567")]
    [InlineData("contacts where phone contains \"030 12345\"")]
    [InlineData("contacts where phone is \"+49 (0)30 123 45-67\"")]
    [InlineData("contacts where mobile ends with 5678")]
    public async Task A_phone_number_finds_its_owner_in_every_notation(string typed)
    {
        await PressAsync(
            await SayAsync("new contact"), "Create contact", new { firstName = "Pia", lastName = "Kern", phone = "+49 (0)30 / 123 45-67" });
        await World.TruthAsync<long>("with c as (update contacts set mobile = '0151 2345678' returning 1) select count(*) from c");

        await FindsAsync(typed, "Pia Kern");
    }

    [Fact]
    public async Task Two_spellings_of_one_address_are_one_and_the_form_says_so()
    {
        await World.ContactAsync(Me, "Clara", "Nilsson", "clara.nilsson@litware.example");

        var refused = await PressAsync(await SayAsync("new contact"), "Create contact",
            new { firstName = "Clara", lastName = "Again", email = "Clara <CLARA.Nilsson@litware.example>\u200b" });

        Assert.Contains("Clara Nilsson has this e-mail address already", Text(refused), StringComparison.Ordinal);
        Assert.Contains("Again", refused.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_amount_with_its_currency_is_taken_and_another_currency_beside_it_is_refused()
    {
        var form = await SayAsync("new deal");
        Assert.Contains(
            "is an amount in SEK, but the currency is EUR",
            Text(await PressAsync(form, "Create deal", new { title = "Vans", value = "45,000 SEK", currency = "EUR" })),
            StringComparison.Ordinal);
        var deal = await PressAsync(form, "Create deal", new { title = "Vans", value = "45,000 SEK", currency = "SEK" });
        Assert.Contains("45,000 SEK", Text(deal), StringComparison.Ordinal);

        var edit = await PressAsync(deal, "Edit");
        Assert.Contains("12,500 CHF", Text(await PressAsync(edit, "Save", new { value = "CHF 12'500" })), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_of_which_nothing_is_seen_is_refused_and_a_composed_and_a_decomposed_one_are_one()
    {
        Assert.Contains(
            "needed",
            Text(await PressAsync(await SayAsync("new company"), "Create company", new { name = "\u200b\u3164", status = "ACTIVE" })),
            StringComparison.Ordinal);

        await PressAsync(await SayAsync("new company"), "Create company", new { name = "Cafe\u0301 O\u0308sterreich", status = "ACTIVE" });
        Assert.Equal("Café Österreich", await World.TruthAsync<string>("select name from companies"));
        Assert.Contains("Café Österreich", Text(await SayAsync("find Cafe\u0301")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("find kick-off", "Kick-off")]
    [InlineData("find kick\u2011off", "Kick-off")]
    [InlineData("find litware.example", "Litware")]
    [InlineData("find https://www.litware.example/about", "Litware")]
    [InlineData("find clara@litware.example", "Clara Nilsson")]
    [InlineData("find Clara <Clara@Litware.example>", "Clara Nilsson")]
    public async Task A_hyphen_a_domain_and_an_address_find(string typed, string found)
    {
        var litware = await World.CompanyAsync(Me, "Litware", "litware.example");
        await World.ContactAsync(Me, "Clara", "Nilsson", "clara@litware.example", litware);
        await SayAsync("log meeting with Clara Nilsson about Kick-off");

        Assert.Contains(found, Text(await SayAsync(typed)).Replace("\\", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_goes_to_the_only_open_deal_and_of_two_to_none()
    {
        var clara = await World.ContactAsync(Me, "Clara", "Nilsson");
        var vans = await World.DealAsync(Me, "Twelve vans", contact: clara);
        await SayAsync("log call with Clara Nilsson about pricing");
        await World.DealAsync(Me, "Ten carts", contact: clara);
        await SayAsync("log call with Clara Nilsson about delivery");

        Assert.Equal(
            $"Pricing {vans}", await World.TruthAsync<string>("select string_agg(subject || ' ' || deal_id, ',') from activities"));
    }

    /// <summary>That one alone.</summary>
    private async Task FindsAsync(string typed, string who)
    {
        await World.ContactAsync(Me, "Other", "Person");

        var found = Text(await SayAsync(typed));

        Assert.Contains(who, found, StringComparison.Ordinal);
        Assert.DoesNotContain("Other Person", found, StringComparison.Ordinal);
    }
}
