using Crm.Data.Tests.Rights;

namespace Crm.Data.Tests.Merging;

/// <summary>What a merge of companies moves, and the domains that it leaves, under the rights of everybody who might ask.</summary>
public sealed class CompanyMergeRightsTests : IAsyncLifetime
{
    private RightsWorld rights = null!;
    private Guid anns;
    private Guid bobs;

    public async Task InitializeAsync()
    {
        rights = await RightsWorld.CreateAsync();
        anns = await rights.World.TruthAsync<Guid>($"select id from companies where owner_id = '{rights.Ann.Id}'");
        bobs = await rights.World.TruthAsync<Guid>($"select id from companies where owner_id = '{rights.Bob.Id}'");
    }

    public async Task DisposeAsync() => await rights.DisposeAsync();

    [Fact]
    public async Task Only_the_owner_of_both_companies_and_managers_move_what_points_at_one()
    {
        var move = $"select move_company_links('{bobs}', '{anns}', null, now())";
        foreach (var visibility in Enum.GetValues<Visibility>())
        {
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await rights.TryAsync(RightsWorld.With(rights.Ann, visibility), move));
        }

        Assert.Equal("-1 rows", await rights.TryAsync(rights.Mia, move));
    }

    [Fact]
    public async Task A_further_domain_is_seen_with_its_company_and_written_by_its_owner()
    {
        await rights.TryCommitAsync(rights.Bob, $"insert into company_domains (company_id, domain) values ('{bobs}', 'bobs.example')");
        var everyone = RightsWorld.With(rights.Ann, Visibility.Everyone);

        Assert.Equal((0L, 1L, 1L), (await DomainsAsync(rights.Ann), await DomainsAsync(everyone), await DomainsAsync(rights.Mia)));
        foreach (var person in new[] { rights.Ann, everyone })
        {
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege,
                await rights.TryAsync(person, $"insert into company_domains (company_id, domain) values ('{bobs}', 'anns.example')"));
            Assert.Equal("0 rows", await rights.TryAsync(person, "delete from company_domains"));
        }

        Assert.Equal("1 rows", await rights.TryAsync(rights.Bob, "delete from company_domains"));
    }

    [Fact]
    public async Task Nobody_notes_a_merge_in_a_colleagues_name_or_changes_what_one_moved()
    {
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await rights.TryAsync(
            rights.Ann,
            "insert into company_merges (id, owner_id, kept_id, merged_id, moved, merged_by) values (gen_random_uuid(), "
            + $"'{rights.Bob.Id}', '{bobs}', '{anns}', '{{}}', '{rights.Ann.Id}')"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await rights.TryAsync(rights.Mia, "update company_merges set moved = '{}'"));
    }

    [Fact]
    public async Task Candidates_are_the_readers_own_where_they_see_their_own_only()
    {
        const string Question =
            "select count(*) from search_company_keys('bob stones customer', array['inc'], array[]::text[], array[]::text[], 10)";
        const string Alike =
            "select count(*) from search_company_like('bob stonez customer', 10) f join companies c on c.id = f where c.name like 'Bob%'";

        Assert.Equal((0L, 1L, 1L), (await rights.AsAsync<long>(rights.Ann, Question), await rights.AsAsync<long>(rights.Bob, Question),
            await rights.AsAsync<long>(rights.Mia, Question)));
        Assert.Equal((0L, 1L, 1L), (await rights.AsAsync<long>(rights.Ann, Alike), await rights.AsAsync<long>(rights.Bob, Alike),
            await rights.AsAsync<long>(rights.Mia, Alike)));
    }

    private Task<long> DomainsAsync(CurrentUser who) => rights.AsAsync<long>(who,
        "select count(*) from company_domains where domain = 'bobs.example'");
}
