namespace Crm.Core.Tests.Capture;

/// <summary>An organisation keeps what was captured for so many days.</summary>
public sealed class RetentionTests : MailboxTests
{
    [Fact]
    public async Task What_is_older_goes_as_the_preview_said_and_does_not_come_back()
    {
        var admin = await ArrangeAsync();
        var preview = (await World.RunAsync(admin, (PreviewPolicyHandler h, CancellationToken ct) =>
            h.HandleAsync(new PreviewPolicy { Whose = "organisation", KeepDays = "30" }, ct))).Value;
        await SaveAsync(admin, new SavePolicy { Whose = "organisation", KeepDays = "30" });

        var gone = await ExpireAsync();

        Assert.Equal((2, 2, 0), (preview.Expiring, gone, await ExpireAsync()));
        Assert.Equal("Note,Offer", await World.TruthAsync<string>("select string_agg(subject, ',' order by subject) from activities"));
        Assert.Equal(0L, await World.TruthAsync<long>("select count(*) from record_history where entity = 'activity'"));
        await World.TruthAsync<int>("delete from capture_cursors; select 1");
        await SyncAsync(Ann, "inbox");
        Assert.Equal(2L, await World.TruthAsync<long>("select count(*) from activities"));
        Assert.Equal(CaptureReason.TooOld, (await WhyAsync(Ann, "<1@mail.example>")).Reason);
    }

    [Fact]
    public async Task What_is_kept_longer_again_comes_back_when_the_past_is_meant_too()
    {
        var admin = await ArrangeAsync();
        var saved = await SaveAsync(admin, new SavePolicy { Whose = "organisation", KeepDays = "30" });
        await ExpireAsync();

        var back = await SaveAsync(admin, new SavePolicy { Whose = "organisation", Version = saved.Version, IsRetroactive = true });
        await Sync().ReadAgainAsync(Ann, CancellationToken.None);

        Assert.Equal(2, back.ReadAgain);
        Assert.Equal(4L, await World.TruthAsync<long>("select count(*) from activities"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("40000")]
    [InlineData("a week")]
    public async Task A_number_of_days_that_is_none_is_refused_at_its_field(string typed)
    {
        var admin = await World.UserAsync("Olga Admin", Role.Admin);

        var refused = await World.RunAsync(admin, (SavePolicyHandler h, CancellationToken ct) =>
            h.HandleAsync(new SavePolicy { Whose = "organisation", KeepDays = typed }, ct));

        Assert.NotNull(refused.Refusal?.For("keepDays"));
        Assert.Equal(0L, await World.TruthAsync<long>("select count(*) from capture_policies"));
    }

    [Fact]
    public async Task Nothing_goes_where_nobody_said_so_and_nobody_but_an_administrator_says_it()
    {
        await ArrangeAsync();
        await SaveAsync(Ann.User with { Door = Door.Teams }, new SavePolicy { KeepDays = "1" });

        Assert.Equal(0, await ExpireAsync());
        Assert.Equal(4L, await World.TruthAsync<long>("select count(*) from activities"));
    }

    /// <summary>Three mails of which two are of long ago, and a note of long ago that somebody typed.</summary>
    private async Task<CurrentUser> ArrangeAsync()
    {
        await JoeAsync();
        Paper.Put(Ann, "inbox", MailFromJoe("1"), MailFromJoe("2"));
        await SyncAsync(Ann, "inbox");
        await World.TruthAsync<int>(
            $"""
            insert into activities (id, type, owner_id, subject, occurred_at)
              values (gen_random_uuid(), 'NOTE', '{Ann.User.Id}', 'Note', '2020-01-01');
            select 1
            """);
        World.Clock.Pass(TimeSpan.FromDays(40));
        Paper.Clear(Ann, "inbox");
        Paper.Put(Ann, "inbox", MailFromJoe("1"), MailFromJoe("2"), new MailboxItem.Mail(PaperMailbox.Mail(
            "4", "joe@litware.example", Ann.User.Email, at: World.Clock.GetUtcNow().AddHours(-1))));
        await SyncAsync(Ann, "inbox");
        Assert.Equal(4L, await World.TruthAsync<long>("select count(*) from activities"));
        return await World.UserAsync("Olga Admin", Role.Admin);
    }

    private async Task<PolicySaved> SaveAsync(CurrentUser who, SavePolicy policy) =>
        (await World.RunAsync(who, (SavePolicyHandler h, CancellationToken ct) => h.HandleAsync(policy, ct))).Value;

    private Task<int> ExpireAsync() =>
        World.UseCases.RunAsync(Ann.User, (ExpireCapturedHandler h, CancellationToken ct) => h.HandleAsync(ct), CancellationToken.None);
}
