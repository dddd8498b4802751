namespace Crm.Core.Tests.Contacts;

/// <summary>A company has one contact to ask first.</summary>
public sealed class PrimaryContactTests : WorldTests
{
    private Guid company;

    protected override async Task ArrangeAsync()
    {
        company = await World.CompanyAsync(Ann, "Litware");
    }

    [Fact]
    public async Task Of_twenty_who_are_made_primary_at_once_exactly_one_is()
    {
        var people = new List<Guid>();
        for (var i = 0; i < 20; i++)
        {
            people.Add(await World.ContactAsync(Ann, $"Ida {i}", "Berg", company: company));
        }

        var made = await Task.WhenAll(people.Select(id => Task.Run(() => MakeAsync(id))));

        Assert.All(made, r => Assert.Null(r.Refusal));
        Assert.Equal(1, await PrimariesAsync());
    }

    [Fact]
    public async Task Of_two_choices_the_second_waits_until_the_first_is_saved_and_one_is_left()
    {
        var (ida, bo) =
            (await World.ContactAsync(Ann, "Ida", "Berg", company: company), await World.ContactAsync(Ann, "Bo", "Dahl", company: company));
        var (made, save) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = World.RunAsync(Ann, async (MakePrimaryContactHandler h, CancellationToken ct) =>
        {
            var result = await h.HandleAsync(new MakePrimaryContact(ida), ct);
            made.SetResult();
            await save.Task;
            return result;
        });
        await made.Task;

        var second = MakeAsync(bo);
        while (!second.IsCompleted && !await World.TruthAsync<bool>(
            "select exists (select from pg_locks where not granted and locktype = 'advisory' and database = (select oid from pg_database "
                + "where datname = current_database()))"))
        {
            await Task.Delay(20);
        }

        save.SetResult();
        Assert.All(await Task.WhenAll(first, second), r => Assert.Null(r.Refusal));
        Assert.Equal(1, await PrimariesAsync());
        Assert.Equal(bo, await World.TruthAsync<Guid>("select id from contacts where is_primary"));
    }

    [Fact]
    public async Task Who_changes_company_is_not_the_primary_contact_there()
    {
        var (ida, other) = (await World.ContactAsync(Ann, "Ida", "Berg", company: company), await World.CompanyAsync(Ann, "Contoso"));
        await MakeAsync(ida);

        await ChangeAsync(ida, new { companyId = other });

        Assert.Equal(0, await PrimariesAsync());
    }

    [Fact]
    public async Task Who_comes_back_gives_way_to_the_primary_contact_that_there_is_by_now()
    {
        var (ida, bo) =
            (await World.ContactAsync(Ann, "Ida", "Berg", company: company), await World.ContactAsync(Ann, "Bo", "Dahl", company: company));
        await MakeAsync(ida);
        await World.PressAsync(Ann, DeleteRecord.Verb, new DeleteRecord(RecordKind.Contact, ida));
        await MakeAsync(bo);

        await World.PressAsync(Ann, RestoreRecord.Verb, new RestoreRecord(RecordKind.Contact, ida));

        Assert.Equal(1, await PrimariesAsync());
        Assert.Equal(bo, await World.TruthAsync<Guid>("select id from contacts where is_primary and not is_deleted"));
    }

    [Fact]
    public async Task A_change_of_company_that_is_taken_back_does_not_make_two()
    {
        var (ida, bo) =
            (await World.ContactAsync(Ann, "Ida", "Berg", company: company), await World.ContactAsync(Ann, "Bo", "Dahl", company: company));
        await MakeAsync(ida);
        var other = await World.CompanyAsync(Ann, "Contoso");
        await World.PressAsync(
            Ann, ChangeRecord.Verb, new { kind = "Contact", id = ida, was = new { companyId = company }, companyId = other });
        await MakeAsync(bo);

        Assert.Null((await World.PressAsync(Ann, UndoLast.Verb, new UndoLast())).Refusal);

        Assert.Equal(company, await World.TruthAsync<Guid>($"select company_id from contacts where id = '{ida}'"));
        Assert.Equal(bo, await World.TruthAsync<Guid>("select id from contacts where is_primary and not is_deleted"));
        Assert.Equal(1, await PrimariesAsync());
    }

    private Task<Result<Guid>> MakeAsync(Guid contact) =>
        World.RunAsync(Ann, (MakePrimaryContactHandler h, CancellationToken ct) => h.HandleAsync(new MakePrimaryContact(contact), ct));

    private async Task ChangeAsync(Guid contact, object fields) =>
        Assert.Null(
            (await World.RunAsync(
                Ann, (ChangeContactHandler h, CancellationToken ct) => h.SeenAsync(Changes.To(contact, fields), ct))).Refusal);

    private Task<long> PrimariesAsync() => World.TruthAsync<long>("select count(*) from contacts where is_primary and not is_deleted");
}
