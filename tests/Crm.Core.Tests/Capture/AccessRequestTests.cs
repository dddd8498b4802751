namespace Crm.Core.Tests.Capture;

/// <summary>Who may not read the words of an item asks the owner of its mailbox.</summary>
public sealed class AccessRequestTests : MailboxTests
{
    [Fact]
    public async Task Allowed_the_asker_reads_the_words_until_it_is_taken_back()
    {
        var (boss, mail) = await ArrangeAsync();
        Assert.Equal(AccessRequestState.Asked, await AskAsync(boss, mail));
        var request = Assert.Single((await CaptureAsync(Me)).Requests);
        Assert.Equal(("Max Boss", "Offer", AccessRequestState.Asked), (request.AskedBy, request.About, request.State));
        Assert.True((await ShownAsync(boss, mail)).IsWithheld);

        await DecideAsync(Me, request.Id, isAllowed: true);

        var read = await ShownAsync(boss, mail);
        Assert.Equal(("Offer", "Dear Ann", false), (read.Activity.Subject, read.Body, read.IsWithheld));
        Assert.True((await ShownAsync(await World.UserAsync("Olga Admin", Role.Admin), mail)).IsWithheld);
        Assert.Equal(AccessRequestState.Allowed, Assert.Single((await CaptureAsync(Me)).Requests).State);

        Assert.Equal(AccessRequestState.TakenBack, (await DecideAsync(Me, request.Id, isAllowed: false)).Value);

        Assert.True((await ShownAsync(boss, mail)).IsWithheld);
        Assert.Equal(Ann.User.Id, await World.TruthAsync<Guid>("select decided_by from word_requests where decided_at is not null"));
    }

    [Fact]
    public async Task Declined_it_stays_declined_however_often_it_is_asked()
    {
        var (boss, mail) = await ArrangeAsync();
        await AskAsync(boss, mail);
        var request = Assert.Single((await CaptureAsync(Me)).Requests);

        Assert.Equal(AccessRequestState.Declined, (await DecideAsync(Me, request.Id, isAllowed: false)).Value);

        Assert.Equal(AccessRequestState.Declined, await AskAsync(boss, mail));
        Assert.True((await ShownAsync(boss, mail)).IsWithheld);
        Assert.Empty((await CaptureAsync(Me)).Requests);
    }

    [Fact]
    public async Task Nobody_allows_what_is_not_theirs()
    {
        var (boss, mail) = await ArrangeAsync();
        await AskAsync(boss, mail);
        var request = Assert.Single((await CaptureAsync(Me)).Requests);
        var admin = await World.UserAsync("Olga Admin", Role.Admin);

        Assert.Equal(RefusalKind.NotFound, (await DecideAsync(boss, request.Id, isAllowed: true)).Refusal?.Kind);
        Assert.Equal(RefusalKind.NotFound, (await DecideAsync(admin, request.Id, isAllowed: true)).Refusal?.Kind);

        Assert.Empty((await CaptureAsync(admin)).Requests);
        Assert.True((await ShownAsync(boss, mail)).IsWithheld);
    }

    [Fact]
    public async Task An_item_that_withholds_nothing_or_is_not_seen_has_nothing_to_ask_for()
    {
        var (boss, mail) = await ArrangeAsync("FULL");
        var stranger = await World.UserAsync("Eve Young");

        Assert.Equal(RefusalKind.NotFound, (await PressAsync(boss, mail)).Refusal?.Kind);
        Assert.Equal(RefusalKind.NotFound, (await PressAsync(stranger, mail)).Refusal?.Kind);
        Assert.Equal(0L, await World.TruthAsync<long>("select count(*) from word_requests"));
    }

    private async Task<(CurrentUser Boss, Guid Mail)> ArrangeAsync(string level = "METADATA")
    {
        await JoeAsync();
        await World.RunAsync(
            Me, (SavePolicyHandler h, CancellationToken ct) => h.HandleAsync(new SavePolicy { Visibility = level }, ct));
        Paper.Put(Ann, "inbox", MailFromJoe("1")).Says("g-1", "Dear Ann");
        await SyncAsync(Ann, "inbox");
        return (await World.UserAsync("Max Boss", Role.Manager), await World.TruthAsync<Guid>("select id from activities"));
    }

    private Task<Result<AccessRequestState>> PressAsync(CurrentUser who, Guid mail) =>
        World.RunAsync(who, (RequestAccessHandler h, CancellationToken ct) => h.HandleAsync(new RequestAccess(mail), ct));

    private async Task<AccessRequestState> AskAsync(CurrentUser who, Guid mail) => (await PressAsync(who, mail)).Value;

    private Task<Result<AccessRequestState>> DecideAsync(CurrentUser who, Guid request, bool isAllowed) =>
        World.RunAsync(who, (DecideAccessHandler h, CancellationToken ct) => h.HandleAsync(new DecideAccess(request, isAllowed), ct));

    private async Task<CaptureView> CaptureAsync(CurrentUser who) =>
        (await World.RunAsync(who, (ShowCaptureHandler h, CancellationToken ct) => h.HandleAsync(new ShowCapture(), ct))).Value;

    private async Task<ActivityDetails> ShownAsync(CurrentUser who, Guid mail) =>
        (await World.RunAsync(who, (ShowActivityHandler h, CancellationToken ct) => h.HandleAsync(new ShowActivity(mail), ct))).Value;
}
