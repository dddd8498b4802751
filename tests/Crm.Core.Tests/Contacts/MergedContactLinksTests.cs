namespace Crm.Core.Tests.Contacts;

/// <summary>What points at a contact goes over to the one it is merged with, whoever owns it, and comes back.</summary>
public sealed class MergedContactLinksTests : WorldTests
{
    [Fact]
    public async Task Merged_contacts_share_activities_deals_and_addresses_and_part_again()
    {
        var kept = await World.ContactAsync(Ann, "Sam", "Lee", "sam@lee.example");
        var other = await World.ContactAsync(Ann, "Samuel", "Lee", "samuel@lee.example", await World.CompanyAsync(Ann, "Lee & Sons"));
        var deal = await World.DealAsync(Ann, "Vans", "100", "Proposal", contact: other);
        await World.RunAsync(
            Ann, (LogActivityHandler h, CancellationToken ct) =>
                h.HandleAsync(new LogActivity("CALL", "Hello", ContactId: other.ToString()), ct));
        var before = await PictureAsync();

        var merged =
            await World.RunAsync(Ann, (MergeContactsHandler h, CancellationToken ct) => h.HandleAsync(new MergeContacts(kept, other), ct));

        Assert.Equal((1, 1, 1), (merged.Value.Activities, merged.Value.Deals, merged.Value.Addresses));
        Assert.Equal(2L, await World.TruthAsync<long>($"select count(*) from contact_addresses where contact_id = '{kept}'"));
        Assert.Equal(1L, await World.TruthAsync<long>($"select count(*) from contacts where id = '{kept}' and company_id is not null"));
        Assert.Equal(1L, await World.TruthAsync<long>($"select count(*) from deals where id = '{deal}' and contact_id = '{kept}'"));
        Assert.Equal(
            1, (await World.RunAsync(
                Ann, (ListContactsHandler h, CancellationToken ct) => h.HandleAsync(new ListContacts(), ct))).Value.Total);

        Assert.Null(
            (await World.RunAsync(
                Ann, (UndoMergeHandler h, CancellationToken ct) => h.HandleAsync(new UndoMerge(merged.Value.MergeId), ct))).Refusal);
        Assert.Equal(before, await PictureAsync());
        Assert.Equal(
            RefusalKind.NotFound,
            (await World.RunAsync(
                Ann, (UndoMergeHandler h, CancellationToken ct) =>
                    h.HandleAsync(new UndoMerge(merged.Value.MergeId), ct))).Refusal!.Kind);
    }

    /// <summary>
    /// A colleague's mail about the contact cannot be changed by the person who merges, and need not even be seen; it goes along.
    /// </summary>
    [Fact]
    public async Task A_merge_takes_along_whatever_points_at_the_contact_and_its_undo_brings_all_of_it_back()
    {
        var kept = await World.ContactAsync(Ann, "Sam", "Lee", "sam@lee.example");
        var other = await World.ContactAsync(Ann, "Samuel", "Lee", "samuel@lee.example");
        var cem = await World.UserAsync("Cem Arslan");
        var (mine, shared, hidden) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await World.TruthAsync<int>(
            $"""
            insert into activities (id, type, owner_id, contact_id, subject, occurred_at, status)
              values ('{mine}', 'EMAIL', '{Ann.Id}', '{other}', 'Mine', '2026-03-01', 'COMPLETED'),
              ('{shared}', 'EMAIL', '{cem.Id}', '{other}', 'In both mailboxes', '2026-03-02', 'COMPLETED'), ('{hidden}', 'EMAIL',
              '{cem.Id}', '{other}', 'Cem''s own', '2026-03-03', 'COMPLETED');
            insert into activity_mailboxes (activity_id, user_id, graph_id) values ('{shared}', '{Ann.Id}', 'g1');
            insert into activity_participants (activity_id, address, kind, contact_id) select a.id, p.address, p.kind, p.contact
              from activities a, (values ('samuel@lee.example', 'TO', '{other}'::uuid), ('sam@lee.example', 'CC', '{kept}')) p (address,
                kind, contact);
            insert into deals (id, owner_id, title, stage_id, contact_id) select '{Guid.CreateVersion7()}', '{cem.Id}', 'Cem''s deal', id,
              '{other}' from pipeline_stages limit 1;
            select 1
            """);
        var before = await PictureAsync();

        var merged =
            await World.RunAsync(Ann, (MergeContactsHandler h, CancellationToken ct) => h.HandleAsync(new MergeContacts(kept, other), ct));

        Assert.Equal((3, 1), (merged.Value.Activities, merged.Value.Deals));
        Assert.Equal(6L, await World.TruthAsync<long>($"select count(*) from activity_participants where contact_id = '{kept}'"));
        Assert.Equal(
            "2026-03-03",
            await World.TruthAsync<string>($"select (last_activity_at at time zone 'UTC')::date::text from contacts where id = '{kept}'"));
        Assert.Equal(
            0L, await World.TruthAsync<long>($"select count(*) from contacts where id = '{other}' and last_activity_at is not null"));

        Assert.Null(
            (await World.RunAsync(
                Ann, (UndoMergeHandler h, CancellationToken ct) => h.HandleAsync(new UndoMerge(merged.Value.MergeId), ct))).Refusal);
        Assert.Equal(before, await PictureAsync());
    }

    [Fact]
    public async Task Links_between_contacts_of_somebody_else_are_not_moved_below_the_use_case_either()
    {
        var cem = await World.UserAsync("Cem Arslan");
        var (kept, other) = (await World.ContactAsync(Ann, "Sam", "Lee"), await World.ContactAsync(Ann, "Samuel", "Lee"));

        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => World.InDatabaseAsync(
            cem, db => ((DbContext)db).Database.ExecuteSqlAsync($"select move_contact_links({other}, {kept}, null, now())")));

        Assert.Equal("42501", refused.SqlState);
    }

    private async Task<string> PictureAsync() => await World.TruthAsync<string>(
        """
        select string_agg(line, E'\n' order by line) from (
          select concat_ws(' ', 'contact', id, company_id, email, is_deleted) as line from contacts
          union all select concat_ws(' ', 'address', contact_id, address, kind) from contact_addresses
          union all select concat_ws(' ', 'deal', id, contact_id) from deals
          union all select concat_ws(' ', 'activity', id, contact_id) from activities
          union all select concat_ws(' ', 'participant', activity_id, kind, address, contact_id) from activity_participants
          union all select concat_ws(' ', 'last activity', id, last_activity_at) from contacts) x
        """);
}
