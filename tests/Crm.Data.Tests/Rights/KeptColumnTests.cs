namespace Crm.Data.Tests.Rights;

/// <summary>
/// What the database or capture keeps is written by nobody who works under a USER's role, whatever else of the row they may write.
/// </summary>
public sealed class KeptColumnTests(RightsFixture fixture) : IClassFixture<RightsFixture>
{
    private readonly RightsWorld rights = fixture.Rights;

    [Theory]
    [InlineData(Visibility.Own)]
    [InlineData(Visibility.Everyone)]
    public async Task An_assignee_takes_no_activity_over(Visibility visibility)
    {
        await using var own = await RightsWorld.CreateAsync();
        await own.TryCommitAsync(own.Bob, $"update activities set assigned_to_id = '{own.Ann.Id}' where owner_id = '{own.Bob.Id}'");
        var ann = RightsWorld.With(own.Ann, visibility);

        Assert.Equal(
            PostgresErrorCodes.InsufficientPrivilege,
            await own.TryAsync(ann, $"update activities set owner_id = '{ann.Id}' where owner_id = '{own.Bob.Id}'"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege,
            await own.TryAsync(ann, $"update activities set owner_id = null where owner_id = '{own.Bob.Id}'"));
        Assert.Equal(
            "1 rows",
            await own.TryAsync(ann, $"update activities set status = 'COMPLETED', owner_id = owner_id where owner_id = '{own.Bob.Id}'"));
        Assert.Equal("1 rows", await own.TryAsync(own.Mia, $"update activities set owner_id = '{ann.Id}' where owner_id = '{own.Bob.Id}'"));
    }

    public static TheoryData<string, Visibility> Writes
    {
        get
        {
            string[] writes =
            [
                "update activities set also_seen_by = array[owner_id]",
                "update activities set source_key = 'mail:<forged@contoso.example>'",
                "update activities set source_link = 'https://evil.example/'", "update activities set conversation_id = 'forged'",
                "update activities set visibility = 'METADATA'",
                "update activities set body = 'x', also_seen_by = '{}'", "update companies set last_activity_at = now()",
                "update contacts set last_activity_at = now()", "update deals set last_activity_at = '2001-01-01'",
                "insert into activities (id, owner_id, type, subject, source_key) values (gen_random_uuid(), {0}, 'EMAIL', 'x', "
                    + "'mail:<forged@contoso.example>')",
                "insert into activities (id, owner_id, type, subject, also_seen_by) values (gen_random_uuid(), {0}, 'NOTE', 'x', "
                    + "array[{0}])",
                "insert into activities (id, owner_id, type, subject, conversation_id) values (gen_random_uuid(), {0}, 'NOTE', 'x', 'y')",
                "insert into activities (id, owner_id, type, subject, source_link) values (gen_random_uuid(), {0}, 'NOTE', 'x', 'y')",
                "insert into companies (id, owner_id, name, last_activity_at) values (gen_random_uuid(), {0}, 'x', now())",
            ];
            var all = new TheoryData<string, Visibility>();
            foreach (var write in writes)
            {
                all.Add(write, Visibility.Own);
                all.Add(write, Visibility.Everyone);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_user_is_refused_and_a_manager_is_not(string write, Visibility visibility)
    {
        string As(CurrentUser who) => write.Replace("{0}", $"'{who.Id}'::uuid", StringComparison.Ordinal)
            + (write.StartsWith("update", StringComparison.Ordinal) ? $" where owner_id = '{rights.Ann.Id}'" : "");

        Assert.Equal(
            PostgresErrorCodes.InsufficientPrivilege, await rights.TryAsync(RightsWorld.With(rights.Ann, visibility), As(rights.Ann)));
        Assert.Equal("1 rows", await rights.TryAsync(rights.Mia, As(rights.Mia)));
        Assert.Equal("1 rows", await rights.TryAsync(rights.Mia with { Role = Role.Admin }, As(rights.Mia)));
    }

    [Theory]
    [InlineData(Visibility.Own)]
    [InlineData(Visibility.Everyone)]
    public async Task What_a_user_writes_still_moves_the_last_contact(Visibility visibility)
    {
        await using var own = await RightsWorld.CreateAsync();
        var ann = RightsWorld.With(own.Ann, visibility);
        await own.TryCommitAsync(
            ann,
            "insert into activities (id, owner_id, type, subject, status, completed_at, company_id) select gen_random_uuid(), "
                + $"'{ann.Id}', 'CALL', 'x', 'COMPLETED', now(), id from companies where owner_id = '{ann.Id}'");

        Assert.True(
            await own.AsAsync<bool>(
                ann, $"select last_activity_at > now() - interval '1 hour' from companies where owner_id = '{ann.Id}'"));
    }
}
