namespace Crm.Core.Tests.Filtering;

/// <summary>
/// Names that contain a text, in order of name: more rows than one walk looks at, words that everybody has and words that stand at the very
/// end.
/// </summary>
public sealed class NamesThatContainTests : WorldTests
{
    private const int Rows = 21_500;
    private CurrentUser boss = null!;

    protected override async Task ArrangeAsync()
    {
        boss = await World.UserAsync("Bob Boss", Role.Manager);
        await using var source = NpgsqlDataSource.Create(World.Owner);
        await using var fill = source.CreateCommand(
            $"""
            insert into t_contoso.companies (id, name, owner_id, is_deleted)
            select gen_random_uuid(), 'Firm ' || lpad(n::text, 5, '0') || case when n % 3 = 0 then ' Systems' else '' end || case
              when n > {Rows - 7} then ' Zébra' else '' end,
                   case when n % 2 = 0 then '{Ann.Id}'::uuid else '{boss.Id}'::uuid end, n % 10 = 1
              from generate_series(1, {Rows}) n
            """);
        await fill.ExecuteNonQueryAsync();
    }

    [Fact]
    public async Task Every_page_is_the_next_stretch_of_the_names_in_order()
    {
        foreach (var (filter, text, pages) in new[]
        {
            ("name contains systems", "systems", 4), ("name contains zebra", "zebra", 2),
            ("name ends with zebra order by name desc", "zebra", 2), ("name contains \"00 SYS\"", "00 sys", 3),
            ("name contains nothing-like-this", "nothing-like-this", 1),
        })
        {
            await CheckAsync(filter, text, pages);
        }
    }

    private async Task CheckAsync(string filter, string text, int pages)
    {
        foreach (var reader in new[] { Ann, boss })
        {
            var truth = await World.TruthAsync<string[]>(
                $"""
                select coalesce(array_agg(name order by name_folded {(filter.EndsWith("desc", StringComparison.Ordinal) ? "desc" : "")}),
                  array[]::text[])
                  from t_contoso.companies where not is_deleted and {(reader == boss ? "true" : $"owner_id = '{Ann.Id}'")}
                    and strpos(name_folded, crm_ext.fold('{text}')) > 0
                """);
            var (seen, after) = (new List<string>(), (string?)null);
            for (var page = 0; page < pages; page++)
            {
                var list =
                    (await World.RunAsync(
                        reader, (ListCompaniesHandler h, CancellationToken ct) =>
                            h.HandleAsync(new ListCompanies(filter, after, 5), ct))).Value;
                seen.AddRange(list.Items.Select(c => c.Name));
                after = list.Next;
                if (after is null)
                {
                    break;
                }
            }

            Assert.Equal(truth.Take(pages * 5), seen);
            Assert.Equal(truth.Length > seen.Count, after is not null);
        }
    }
}
