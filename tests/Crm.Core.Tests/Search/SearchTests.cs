namespace Crm.Core.Tests.Search;

/// <summary>One box over everything: beginnings, parts, several words, slips; and only what the caller may see.</summary>
public sealed class SearchTests : WorldTests
{
    protected override async Task ArrangeAsync()
    {
        var litware = await World.CompanyAsync(Ann, "Litware Inc.");
        await World.CompanyAsync(Ann, "Elite Wares");
        await World.CompanyAsync(Ann, "Müller & Söhne");
        await World.ContactAsync(Ann, "Clara", "Nilsson", "clara@litware.example", litware);
        await World.ContactAsync(Ann, "Clara", "Stone", "clara@other.example");
        await World.DealAsync(Ann, "Litware vans 100%", "100", "Proposal", litware);
        await World.RunAsync(
            Ann, (LogActivityHandler h, CancellationToken ct) =>
                h.HandleAsync(new LogActivity("CALL", "Pricing talk", "They want the blue ones"), ct));
    }

    [Theory]
    [InlineData("lit", "Litware Inc.,Litware vans 100%,Clara Nilsson,Elite Wares")] // beginnings first, then inside words
    [InlineData("litware inc.", "Litware Inc.")]
    [InlineData("nilsson clara", "Clara Nilsson")]
    [InlineData("clara litware", "Clara Nilsson")]
    [InlineData("MULLER", "Müller & Söhne")]
    [InlineData("sohne müller", "Müller & Söhne")]
    [InlineData("nilson", "Clara Nilsson")] // a slip
    [InlineData("litwrae", "Clara Nilsson,Litware Inc.,Litware vans 100%")]
    [InlineData("100%", "Litware vans 100%")]
    [InlineData("cl", "Clara Nilsson,Clara Stone")]
    [InlineData("blue pric", "Pricing talk")]
    [InlineData("zzzz qqqq", "")]
    [InlineData("' or 1=1 --", "")]
    [InlineData("%", "")]
    [InlineData("!!! & | ( <->", "")]
    public async Task What_is_typed_finds_these_in_this_order(string typed, string titles) =>
        Assert.Equal(titles, string.Join(',', (await FindAsync(Ann, typed)).Select(h => h.Title)));

    [Theory]
    [InlineData("vans", "Proposal · 12,500.50 USD")]
    [InlineData("pricing", "Call · 10 Mar 2027")]
    public async Task Money_and_days_are_shown_as_everywhere(string typed, string detail)
    {
        await World.TruthAsync<int>("update deals set value = 12500.5, currency = 'USD'; select 1");

        Assert.Equal(detail, (await FindAsync(Ann, typed)).Single().Detail);
    }

    [Fact]
    public async Task What_was_looked_for_is_marked_in_the_title()
    {
        var hit = (await FindAsync(Ann, "sohne mull")).Single();

        Assert.Equal(["Müll", "Söhne"], hit.Highlights.Select(h => hit.Title.Substring(h.Start, h.Length)));
    }

    [Fact]
    public async Task Nobody_finds_a_colleagues_records_and_a_manager_does()
    {
        var eve = await World.UserAsync("Eve Other");
        var boss = await World.UserAsync("Bob Stone", Role.Manager);

        Assert.Empty(await FindAsync(eve, "litware"));
        Assert.Empty(await FindAsync(eve, "litwrae"));
        Assert.NotEmpty(await FindAsync(boss, "litwrae"));
    }

    [Fact]
    public async Task At_most_twenty_come()
    {
        for (var i = 0; i < 25; i++)
        {
            await World.CompanyAsync(Ann, $"Twenty {i}");
        }

        Assert.Equal(20, (await FindAsync(Ann, "twenty")).Count);
    }

    /// <summary>
    /// The planner's statistics know how many hold a word (they ask for some variety before they say so of a beginning): one that very many
    /// hold is looked for in the newest, and the answer says that there may be more.
    /// </summary>
    [Fact]
    public async Task A_word_that_very_many_activities_hold_is_found_in_the_newest()
    {
        var boss = await World.UserAsync("Bob Stone", Role.Manager);
        await World.TruthAsync<int>(
            $"""
            insert into activities (id, type, owner_id, subject, occurred_at) select gen_random_uuid(), 'NOTE', '{boss.Id}',
              'Minutes of topic' || n % 150, now() - n * interval '1 minute' from generate_series(1, 21000) n;
            insert into activities (id, type, owner_id, subject, occurred_at)
              values (gen_random_uuid(), 'NOTE', '{Ann.Id}', 'Minutes with Litware', now() - interval '3 years');
            analyze activities;
            select 1
            """);

        Assert.Equal((true, "Minutes with Litware"), await AskAsync(Ann, "minutes"));
        Assert.Equal((false, "Minutes with Litware"), await AskAsync(Ann, "minutes with"));
        Assert.Equal(20, (await FindAsync(boss, "minutes")).Count);

        async Task<(bool, string)> AskAsync(CurrentUser who, string text)
        {
            var found = await World.RunAsync(who, (FindRecordsHandler h, CancellationToken ct) => h.HandleAsync(new FindRecords(text), ct));
            return (found.Value.IsPartial, string.Join(',', found.Value.Hits.Select(h => h.Title)));
        }
    }

    /// <summary>
    /// The budget of a second question is a millisecond here, and the search for slips is made slow: the answer says that it is not all.
    /// </summary>
    [Fact]
    public async Task A_search_that_ran_out_of_time_says_so()
    {
        await using var hurried = await World.CreateAsync(countBudget: TimeSpan.FromMilliseconds(1));
        var reader = await hurried.UserAsync("Ann Miller");
        await hurried.CompanyAsync(reader, "Litware Inc.");
        await hurried.TruthAsync<int>(
            """
            alter function t_contoso.search_like rename to search_like_fast;
            create function t_contoso.search_like(text, integer) returns table (kind text, id uuid,
              likeness real) language sql volatile as $$ select l.* from (select pg_sleep(2)) s, t_contoso.search_like_fast($1, $2) l $$;
            grant execute on function t_contoso.search_like(text, integer) to public;
            select 1
            """);

        var found =
            await hurried.RunAsync(reader, (FindRecordsHandler h, CancellationToken ct) => h.HandleAsync(new FindRecords("litwrae"), ct));

        Assert.True(found.Value.IsPartial);
        Assert.Empty(found.Value.Hits);
        Assert.False(
            (await World.RunAsync(
                Ann, (FindRecordsHandler h, CancellationToken ct) => h.HandleAsync(new FindRecords("litwrae"), ct))).Value.IsPartial);
    }

    private async Task<IReadOnlyList<SearchHit>> FindAsync(CurrentUser who, string text) =>
        (await World.RunAsync(who, (FindRecordsHandler h, CancellationToken ct) => h.HandleAsync(new FindRecords(text), ct))).Value.Hits;
}
