namespace Crm.Core.Tests.Capture;

/// <summary>
/// Four levels by who looks, at every door. Each field of a mail and of a meeting holds a word of its own: what may not be seen
/// occurs in no answer, in no byte. The doors are found, not listed: every table that a role may read, and every verb of the card
/// routes with every kind of record, which are what bot, pane, search, reports and links are made of.
/// </summary>
public sealed class VisibilityMatrixTests : MailboxTests
{
    private const string Subject = "quillwort";
    private const string Body = "marjoram";
    private const string Place = "saxifrage";
    private const string Person = "thornapple";

    /// <summary>When the items took place, as a column and as a card say it. Bare, "07:17" may be a minute and second of any row.</summary>
    private static readonly string[] Hour = ["2027-03-10T07:17", " 7:17"];

    /// <summary>Every verb that reads and has something to show of the records; the others are asked as well, and show none.</summary>
    private static readonly string[] Showing =
    [
        "activity.show", "contact.show", "company.show", "deal.show", "activities.list", "record.edit", "record.history", "record.show",
        "find",
    ];

    public static TheoryData<ItemVisibility, string> Cells()
    {
        var cells = new TheoryData<ItemVisibility, string>();
        foreach (var level in Enum.GetValues<ItemVisibility>())
        {
            foreach (var who in (string[])["USER", "MANAGER", "ADMIN", "READONLY", "OWNER"])
            {
                cells.Add(level, who);
            }
        }

        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Nobody_reads_more_than_the_level_says_at_any_door(ItemVisibility level, string who)
    {
        var records = await ArrangeAsync(level);
        var reader = await ReaderAsync(who);
        var hidden = who == "OWNER" ? [] : Hidden(level);

        var (tables, cards) = (await TablesAsync(reader), await CardsAsync(reader, records));

        foreach (var (door, text) in tables.Concat(cards))
        {
            Assert.All(hidden, word => Assert.False(
                text.Contains(word, StringComparison.OrdinalIgnoreCase), $"{who} reads {word} at {level} in {door}: {Around(text, word)}"));
        }

        Assert.All((string[])[Subject, Body, Place, Person], word => Assert.Equal(
            !hidden.Contains(word), tables.Any(t => t.Text.Contains(word, StringComparison.OrdinalIgnoreCase))));
        Assert.All((string[])[Subject, Body, Place], word => Assert.Equal(
            !hidden.Contains(word), cards.Any(t => t.Text.Contains(word, StringComparison.OrdinalIgnoreCase))));
        Assert.Equal(hidden.Contains(Subject), !cards.First(c => c.Door == "contact.show of CONTACT").Text
            .Contains(Subject, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ItemVisibility.ContactHappened, 0)]
    [InlineData(ItemVisibility.Metadata, 0)]
    [InlineData(ItemVisibility.Subject, 2)]
    [InlineData(ItemVisibility.Full, 2)]
    public async Task Nobody_finds_by_words_what_they_may_not_read(ItemVisibility level, int found)
    {
        await ArrangeAsync(level);
        var boss = await World.UserAsync("Max Boss", Role.Manager);

        var list = await World.RunAsync(boss, (ListActivitiesHandler h, CancellationToken ct) =>
            h.HandleAsync(new ListActivities($"subject contains \"{Subject}\""), ct));
        var picked = await World.RunAsync(boss, (PickRecordsHandler h, CancellationToken ct) =>
            h.HandleAsync(new PickRecords(RecordKind.Activity, Subject), ct));
        var anywhere = await World.RunAsync(boss, (PickRecordsHandler h, CancellationToken ct) =>
            h.HandleAsync(new PickRecords(null, Subject), ct));

        Assert.Equal((found, found, found), (list.Value.Items.Count, picked.Value.Count, anywhere.Value.Count));
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task No_file_holds_more_than_the_level_says(ItemVisibility level, string who)
    {
        await ArrangeAsync(level);
        var reader = await ReaderAsync(who);
        await using var file = new StringWriter();

        await World.Services.GetRequiredService<ExportRecords>().RunAsync(reader, "activities", null, file, CancellationToken.None);

        var text = file.ToString();
        Assert.Contains("Joe Fox", text, StringComparison.Ordinal);
        Assert.All(Hidden(level), word => Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>What was typed about a captured item and taken back again tells nothing of what it was called before.</summary>
    [Theory]
    [InlineData(ItemVisibility.ContactHappened)]
    [InlineData(ItemVisibility.Metadata)]
    public async Task Undo_brings_no_words_back_that_were_taken_from_sight(ItemVisibility level)
    {
        var records = await ArrangeAsync(ItemVisibility.Full);
        var boss = await World.UserAsync("Max Boss", Role.Manager);
        var mail = records[0].Id;
        await World.PressAsync(boss, "activity.complete", new { id = mail });
        var version = await World.TruthAsync<int>($"select version from activities where id = '{mail}'");
        await World.PressAsync(boss, "record.delete", new { kind = "ACTIVITY", id = mail, version });
        await SaveAsync(new SavePolicy { Version = 1, Visibility = UpperSnake(level), IsRetroactive = true });

        var undone = CardJson.Write((await World.PressAsync(boss, "undo", new { })).Card);

        Assert.All(Hidden(level), word => Assert.DoesNotContain(word, undone, StringComparison.OrdinalIgnoreCase));
        Assert.False(await World.TruthAsync<bool>(
            $"select exists (select from presses where outcome::text ~* '{Subject}|{Body}' or records::text ~* '{Subject}|{Body}')"));
    }

    /// <summary>Words that others may not read.</summary>
    private static string[] Hidden(ItemVisibility level) => level switch
    {
        ItemVisibility.ContactHappened => [Subject, Body, Place, Person, .. Hour],
        ItemVisibility.Metadata => [Subject, Body, Place],
        ItemVisibility.Subject => [Body, Place],
        ItemVisibility.Full => [],
    };

    private static string UpperSnake(ItemVisibility level) => UpperSnakeCase.Of(level);

    private static string Around(string text, string word) => text.IndexOf(word, StringComparison.OrdinalIgnoreCase) is var at
        ? text[Math.Max(0, at - 80)..Math.Min(text.Length, at + 80)] : "";

    private async Task<CurrentUser> ReaderAsync(string who)
    {
        var user = who switch
        {
            "USER" => await World.UserAsync("Eve Young"),
            "MANAGER" => await World.UserAsync("Max Boss", Role.Manager),
            "ADMIN" => await World.UserAsync("Olga Admin", Role.Admin),
            "READONLY" => await World.UserAsync("Una Auditor", Role.Readonly),
            _ => Ann.User with { Door = Door.Teams },
        };
        return user with { Tenant = user.Tenant with { Visibility = Visibility.Everyone } };
    }

    /// <summary>A mail and a meeting with Joe, his company and deal; a word of its own in each field.</summary>
    private async Task<IReadOnlyList<(string Kind, Guid Id)>> ArrangeAsync(ItemVisibility level)
    {
        var company = await World.CompanyAsync(Ann.User, "Litware", "litware.example");
        var joe = await World.ContactAsync(Ann.User, "Joe", "Fox", "joe@litware.example", company);
        var deal = await World.DealAsync(Ann.User, "Vans", "1000", "Proposal", company, joe);
        await SaveAsync(new SavePolicy { Visibility = UpperSnake(level) });
        var at = new DateTimeOffset(2027, 3, 10, 7, 17, 0, TimeSpan.Zero);
        Paper.Put(Ann, "inbox", new MailboxItem.Mail(PaperMailbox.Mail(
                "1", "joe@litware.example", $"{Ann.User.Email},{Person}@elsewhere.example", $"The {Subject} offer", at: at)))
            .Put(Ann, Mailbox.Calendar, new MailboxItem.Meeting(
                PaperMailbox.Meeting("1", at, "joe@litware.example", Ann.User.Email, $"{Person}@elsewhere.example") with
                { Subject = $"About {Subject}", Location = $"Room {Place}" }))
            .Says("g-1", $"Dear Ann, {Body}").Says("e-1", $"Agenda: {Body}");
        await SyncAsync(Ann, "inbox");
        await SyncAsync(Ann, Mailbox.Calendar);
        Assert.Equal(2L, await World.TruthAsync<long>("select count(*) from activities"));
        var (mail, meeting) = (await World.TruthAsync<Guid>("select id from activities where type = 'EMAIL'"),
            await World.TruthAsync<Guid>("select id from activities where type = 'MEETING'"));
        return [("ACTIVITY", mail), ("ACTIVITY", meeting), ("CONTACT", joe), ("COMPANY", company), ("DEAL", deal)];
    }

    /// <summary>Every table and view that the reader's role may read, row by row, with the reader's own rights.</summary>
    private Task<List<(string Door, string Text)>> TablesAsync(CurrentUser reader) => World.InDatabaseAsync(reader, async db =>
    {
        var database = db.Context.Database;
        var names = await database.SqlQuery<string>(
            $"""
            select relname::text as "Value" from pg_class where relnamespace = current_schema()::regnamespace
              and relkind in ('r', 'p', 'v', 'm') and has_table_privilege(oid, 'select') order by 1
            """).ToListAsync();
        Assert.Contains("activities", names);
        Assert.Contains("withheld_words", names);
        var tables = new List<(string, string)>();
        foreach (var name in names)
        {
#pragma warning disable EF1002 // a name from the catalog
            tables.Add((name, string.Join('\n', await database
                .SqlQueryRaw<string>($"select to_jsonb(t)::text as \"Value\" from \"{name}\" t").ToListAsync())));
#pragma warning restore EF1002
        }

        return tables;
    });

    /// <summary>Every verb that reads, asked about every record in every way that its request may mean.</summary>
    private async Task<List<(string Door, string Text)>> CardsAsync(CurrentUser reader, IReadOnlyList<(string Kind, Guid Id)> records)
    {
        var cards = new List<(string, string)>();
        var verbs = CardRoutes.Table.Values.Where(r => !r.Changes).Select(r => r.Verb).ToList();
        Assert.All(Showing, verb => Assert.Contains(verb, verbs));
        foreach (var verb in verbs)
        {
            foreach (var (kind, id) in records)
            {
                var data = JsonSerializer.SerializeToElement(new
                {
                    kind, id, recordId = id, activityId = id, contactId = id, companyId = id, dealId = id, whose = "own", text = "offer",
                    query = "offer", words = "offer", name = "Joe Fox", entity = kind,
                    fields = Array.Empty<object>(), mine = new { }, typed = new { firstName = "Joe", lastName = "Fox", name = "Litware" },
                });
                cards.Add(($"{verb} of {kind}", await AnswerAsync(reader, verb, data)));
            }
        }

        Assert.All(Showing, verb => Assert.True(
            cards.Exists(c => c.Item1.StartsWith(verb, StringComparison.Ordinal)
                && !c.Item2.Contains("older than the CRM", StringComparison.Ordinal)
                && !c.Item2.Contains("Exception", StringComparison.Ordinal)), verb));
        return cards;
    }

    /// <summary>A press that no card makes may fail; what its failure says is an answer like any other.</summary>
    private async Task<string> AnswerAsync(CurrentUser reader, string verb, JsonElement data)
    {
        try
        {
            return CardJson.Write((await World.Cards.RunAsync(reader, verb, data, CancellationToken.None)).Card);
        }
        catch (Exception failed) when (failed is NullReferenceException or KeyNotFoundException or ArgumentException)
        {
            return failed.ToString();
        }
    }

    private async Task SaveAsync(SavePolicy policy) => Assert.Null(
        (await World.RunAsync(Ann.User with { Door = Door.Teams }, (SavePolicyHandler h, CancellationToken ct) =>
            h.HandleAsync(policy, ct))).Refusal);
}
