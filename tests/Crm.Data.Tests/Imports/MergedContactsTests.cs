namespace Crm.Data.Tests.Imports;

/// <summary>Imported contacts that people merged since: their file, imported again, neither fails nor brings them back.</summary>
public sealed class MergedContactsTests : DeskTests
{
    private const string People =
        """
        Record ID,First Name,Last Name,Email,Phone,Company
        1,Clara,Nilsson,clara@litware.example,+46 8 1,Litware
        2,C.,Nilsson,c.nilsson@tailspin.example,+46 8 2,Tailspin
        3,Klara,Nilsson,,+46 8 3,
        """;

    protected override async Task ArrangeAsync()
    {
        await Desk.ImportAsync(Ann, "contacts", People);
    }

    [Fact]
    public async Task A_merged_contact_is_the_one_that_was_kept_and_its_row_changes_nothing()
    {
        await MergeAsync("Clara", "C.");
        await MergeAsync("Clara", "Klara");
        var before = await BookAsync();

        var again = await Desk.ImportAsync(Ann, "contacts", People);
        var states = Desk.Preview.Select(p => p.State);
        var third = await Desk.ImportAsync(Ann, "contacts", People);

        Assert.Equal((0, 0, 3, 0), (again.New, again.Changed, again.Unchanged, again.Companies));
        Assert.Equal(["unchanged", "merged into another, unchanged", "merged into another, unchanged"], states);
        Assert.Equal(3, third.Unchanged);
        Assert.Equal(before, await BookAsync());
    }

    [Fact]
    public async Task A_chain_of_merges_is_followed_to_its_end()
    {
        await MergeAsync("C.", "Klara");
        await MergeAsync("Clara", "C.");
        var before = await BookAsync();

        var again = await Desk.ImportAsync(Ann, "contacts", People);

        Assert.Equal((0, 3), (again.New, again.Unchanged));
        Assert.Equal(before, await BookAsync());
    }

    [Fact]
    public async Task A_contact_that_nobody_imported_may_be_the_one_that_was_kept()
    {
        await World.ContactAsync(Ann, "Clara Maria", "Nilsson", "cm@litware.example");
        await MergeAsync("Clara Maria", "C.");
        var before = await BookAsync();

        var again = await Desk.ImportAsync(Ann, "contacts", People);

        Assert.Equal((0, 3), (again.New, again.Unchanged));
        Assert.Equal(before, await BookAsync());
    }

    [Fact]
    public async Task Only_the_kept_contacts_own_row_changes_it()
    {
        await MergeAsync("Clara", "C.");

        var again =
            await Desk.ImportAsync(Ann, "contacts", People.Replace("+46 8 1", "+46 8 10", StringComparison.Ordinal)
                .Replace("+46 8 2,Tailspin", "+46 8 20,Nobody yet", StringComparison.Ordinal));

        Assert.Equal((0, 1, 2, 0), (again.New, again.Changed, again.Unchanged, again.Companies));
        Assert.Equal("+46 8 10", await World.TruthAsync<string>("select phone from contacts where first_name = 'Clara'"));
        Assert.Equal(0, await World.TruthAsync<long>("select count(*) from companies where name = 'Nobody yet'"));
    }

    [Fact]
    public async Task After_an_undo_each_row_finds_its_own_contact_again()
    {
        var (second, third) = (await MergeAsync("Clara", "C."), await MergeAsync("Clara", "Klara"));
        await Desk.ImportAsync(Ann, "contacts", People);
        await UndoAsync(third);
        await UndoAsync(second);

        var again = await Desk.ImportAsync(Ann, "contacts", People.Replace("+46 8 ", "+46 8 9", StringComparison.Ordinal));

        Assert.Equal((0, 3), (again.New, again.Changed));
        Assert.Equal(
            "C.: +46 8 92, Clara: +46 8 91, Klara: +46 8 93",
            await World.TruthAsync<string>(
                "select string_agg(first_name || ': ' || phone, ', ' order by first_name collate \"C\") from contacts"));
    }

    [Fact]
    public async Task Our_own_export_from_before_the_merge_finds_the_kept_contact_too()
    {
        var id = await World.TruthAsync<Guid>("select id from contacts where first_name = 'Klara'");
        await MergeAsync("Clara", "Klara");

        var again = await Desk.ImportAsync(Ann, "contacts", $"CRM id,First name,Last name\n{id},Klara,Nilsson\n");

        Assert.Equal((0, 1), (again.New, again.Unchanged));
    }

    [Fact]
    public async Task A_deal_of_a_merged_contact_goes_to_the_one_that_was_kept()
    {
        const string Deals = "Deal Name,Deal Stage,Associated Contact IDs,Record ID\nVans,Proposal,2,7\nVans too,Proposal,3,8\n";
        await MergeAsync("Clara", "C.");
        await MergeAsync("Clara", "Klara");

        var deals = await Desk.ImportAsync(Ann, "deals", Deals);

        Assert.Equal(2, deals.New);
        Assert.Equal(
            2, await World.TruthAsync<long>(
                "select count(*) from deals d join contacts c on c.id = d.contact_id where c.first_name = 'Clara'"));
    }

    private async Task<Guid> MergeAsync(string keep, string merge)
    {
        var (kept, merged) = (await IdAsync(keep), await IdAsync(merge));
        var done =
            await World.RunAsync(Ann, (MergeContactsHandler h, CancellationToken ct) => h.HandleAsync(new MergeContacts(kept, merged), ct));
        Assert.True(done.Refusal is null, done.Refusal?.Message);
        return done.Value.MergeId;
    }

    private async Task UndoAsync(Guid merge) =>
        Assert.Null(
            (await World.RunAsync(Ann, (UndoMergeHandler h, CancellationToken ct) => h.HandleAsync(new UndoMerge(merge), ct))).Refusal);

    private Task<Guid> IdAsync(string first) =>
        World.TruthAsync<Guid>($"select id from contacts where first_name = '{first}' and not is_deleted");

    private Task<string> BookAsync() => World.TruthAsync<string>(
        "select (select string_agg(to_jsonb(c)::text, '' order by id) from contacts c) || (select string_agg(to_jsonb(e)::text, '' order "
            + "by key) from external_ids e)");
}
