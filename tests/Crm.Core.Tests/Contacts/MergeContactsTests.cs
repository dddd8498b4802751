namespace Crm.Core.Tests.Contacts;

/// <summary>Two records of one person become one without losing what either of them knew, and part again as they were.</summary>
public sealed class MergeContactsTests : FirmTests
{
    protected override IReadOnlyList<DefineField> Fields { get; } =
        [new(RecordKind.Contact, "Badge", "TEXT"), new(RecordKind.Contact, "Seat", "TEXT")];

    [Fact]
    public async Task What_only_the_other_knew_is_taken_over_named_before_and_given_back_by_an_undo()
    {
        var company = await World.CompanyAsync(Ann, "Lee & Sons");
        var (kept, other) = (await World.ContactAsync(Ann, "Sam", "Lee", company: company),
            await World.ContactAsync(Ann, "Samuel", "Lee", "Samuel@Lee.example", company));
        await ChangeAsync(kept, new { custom = new { seat = "4a" } });
        await ChangeAsync(
            other, new { twitterHandle = "@sam", preferredContact = "PHONE", doNotContact = true,
                custom = new { badge = "blue", seat = "12c" } });
        await PrimaryAsync(other);
        var before = await PictureAsync();

        var preview = (await World.PressAsync(Ann, ChooseMerge.Verb, new ChooseMerge(kept, other.ToString()))).Card;
        var merged = await MergeAsync(Ann, kept, other);

        var text = JsonSerializer.Serialize(preview, CardJson.Options);
        Assert.All(
            ["E-mail", "Samuel@lee.example", "Twitter", "@sam", "Preferred contact", "Do not contact", "Primary contact", "Badge", "blue",
                "Seat"], word => Assert.Contains(word, text, StringComparison.Ordinal));
        Assert.Equal("Samuel@lee.example @sam PHONE true true blue 4a", await World.TruthAsync<string>(
            "select concat_ws(' ', email, twitter_handle, preferred_contact, do_not_contact::text, is_primary::text, custom ->> "
                + $"'badge', custom ->> 'seat') from contacts where id = '{kept}'"));
        Assert.Equal("PRIMARY", await KindAsync(kept, "samuel@lee.example"));
        Assert.Equal(1, merged.Addresses);

        await UndoAsync(Ann, merged);
        Assert.Equal(before, await PictureAsync());
    }

    [Fact]
    public async Task An_undo_leaves_alone_what_somebody_changed_since()
    {
        var (kept, other) =
            (await World.ContactAsync(Ann, "Sam", "Lee"), await World.ContactAsync(Ann, "Samuel", "Lee", "samuel@lee.example"));
        await ChangeAsync(other, new { twitterHandle = "@sam", mobile = "1", custom = new { badge = "blue", seat = "12c" } });
        var merged = await MergeAsync(Ann, kept, other);
        await ChangeAsync(kept, new { email = "sam@lee.example", twitterHandle = "@lee", custom = new { badge = "red" } });

        await UndoAsync(Ann, merged);

        Assert.Equal("sam@lee.example @lee red", await World.TruthAsync<string>(
            "select concat_ws(' ', email, mobile, twitter_handle, custom ->> 'badge', custom ->> 'seat') from contacts where id = "
                + $"'{kept}'"));
        Assert.Equal("samuel@lee.example @sam 1 blue 12c", await World.TruthAsync<string>(
            "select concat_ws(' ', email, twitter_handle, mobile, custom ->> 'badge', custom ->> 'seat') from contacts where id = "
                + $"'{other}'"));
        Assert.Equal(("PRIMARY", "PRIMARY"), (await KindAsync(kept, "sam@lee.example"), await KindAsync(other, "samuel@lee.example")));
    }

    [Fact]
    public async Task Further_addresses_keep_their_kind_there_and_back()
    {
        var (kept, other) = (await World.ContactAsync(Ann, "Sam", "Lee", "sam@lee.example"),
            await World.ContactAsync(Ann, "Samuel", "Lee", "samuel@lee.example"));
        await AddAsync(other, Ann, ("samuel@home.example", "HOME"), ("samuel@club.example", "OTHER"));
        var before = await PictureAsync();

        var merged = await MergeAsync(Ann, kept, other);

        Assert.Equal(
            ("WORK", "HOME", "OTHER"),
            (await KindAsync(kept, "samuel@lee.example"), await KindAsync(kept, "samuel@home.example"),
                await KindAsync(kept, "samuel@club.example")));
        await UndoAsync(Ann, merged);
        Assert.Equal(before, await PictureAsync());
    }

    /// <summary>Two owners may each have the address; a manager merges their contacts.</summary>
    [Fact]
    public async Task An_address_that_both_had_under_two_owners_comes_back_to_both()
    {
        var eve = await World.UserAsync("Eve Other");
        var (kept, other) =
            (await World.ContactAsync(Ann, "Sam", "Lee"), await World.ContactAsync(eve, "Samuel", "Lee", "samuel@lee.example"));
        await AddAsync(kept, Ann, ("samuel@lee.example", "HOME"), ("sam@club.example", "OTHER"));
        await AddAsync(other, eve, ("sam@club.example", "HOME"));
        var before = await PictureAsync();

        var merged = await MergeAsync(Boss, kept, other);

        Assert.Equal(("PRIMARY", "OTHER"), (await KindAsync(kept, "samuel@lee.example"), await KindAsync(kept, "sam@club.example")));
        await UndoAsync(Boss, merged);
        Assert.Equal(before, await PictureAsync());
    }

    [Fact]
    public async Task A_merge_that_was_stored_before_kinds_were_kept_is_undone_as_ever()
    {
        var (kept, other) = (await World.ContactAsync(Ann, "Sam", "Lee", "sam@lee.example"),
            await World.ContactAsync(Ann, "Samuel", "Lee", "samuel@lee.example"));
        await AddAsync(other, Ann, ("samuel@home.example", "WORK"));
        var before = await PictureAsync();
        var merged = await MergeAsync(Ann, kept, other);
        await World.TruthAsync<int>(
            "with old as (update contact_merges set moved = moved - 'kinds' - 'emailWas' returning 1) select count(*)::int from old");

        await UndoAsync(Ann, merged);

        Assert.Equal(before, await PictureAsync());
    }

    [Fact]
    public async Task An_undo_does_not_leave_a_company_with_two_primary_contacts()
    {
        var company = await World.CompanyAsync(Ann, "Lee & Sons");
        var (kept, other) = (await World.ContactAsync(Ann, "Sam", "Lee", company: company),
            await World.ContactAsync(Ann, "Samuel", "Lee", company: company));
        var third = await World.ContactAsync(Ann, "Ida", "Berg", company: company);
        await PrimaryAsync(other);
        var merged = await MergeAsync(Ann, kept, other);
        await PrimaryAsync(third);

        await UndoAsync(Ann, merged);

        Assert.Equal(third, await World.TruthAsync<Guid>("select id from contacts where is_primary and not is_deleted"));
        Assert.Equal(1L, await World.TruthAsync<long>("select count(*) from contacts where is_primary and not is_deleted"));
    }

    private async Task<MergeDone> MergeAsync(CurrentUser who, Guid kept, Guid other)
    {
        var merged =
            await World.RunAsync(who, (MergeContactsHandler h, CancellationToken ct) => h.HandleAsync(new MergeContacts(kept, other), ct));
        Assert.Null(merged.Refusal);
        return merged.Value;
    }

    private async Task UndoAsync(CurrentUser who, MergeDone merged) =>
        Assert.Null(
            (await World.RunAsync(
                who, (UndoMergeHandler h, CancellationToken ct) => h.HandleAsync(new UndoMerge(merged.MergeId), ct))).Refusal);

    private async Task PrimaryAsync(Guid contact) =>
        Assert.Null(
            (await World.RunAsync(
                Ann, (MakePrimaryContactHandler h, CancellationToken ct) => h.HandleAsync(new MakePrimaryContact(contact), ct))).Refusal);

    private async Task ChangeAsync(Guid contact, object fields) =>
        Assert.Null(
            (await World.RunAsync(
                Ann, (ChangeContactHandler h, CancellationToken ct) => h.SeenAsync(Changes.To(contact, fields), ct))).Refusal);

    private async Task AddAsync(Guid contact, CurrentUser owner, params IReadOnlyList<(string Address, string Kind)> addresses)
    {
        foreach (var (address, kind) in addresses)
        {
            await World.TruthAsync<int>(
                "insert into contact_addresses (id, contact_id, owner_id, address, kind) values "
                + $"('{Guid.CreateVersion7()}', '{contact}', '{owner.Id}', '{address}', '{kind}') returning 1");
        }
    }

    private Task<string> KindAsync(Guid contact, string address) =>
        World.TruthAsync<string>($"select kind from contact_addresses where contact_id = '{contact}' and address = '{address}'");

    private Task<string> PictureAsync() => World.TruthAsync<string>(
        """
        select string_agg(line, E'\n' order by line) from (
          select concat_ws(' ', 'contact', id, company_id, email, is_deleted, is_primary, twitter_handle, preferred_contact,
            do_not_contact, custom) as line from contacts
          union all select concat_ws(' ', 'address', contact_id, address, kind) from contact_addresses) x
        """);
}
