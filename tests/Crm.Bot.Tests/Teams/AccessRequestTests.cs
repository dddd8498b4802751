using Crm.Core.Activities;

namespace Crm.Bot.Tests.Teams;

/// <summary>The owner of a mailbox is told who asks to read withheld words of its items.</summary>
public sealed class AccessRequestTests : ProactiveTests
{
    [Fact]
    public async Task Who_withholds_words_is_told_once_who_asks_for_them_and_allows_it_by_a_button()
    {
        await SayAsync("hello");
        await using var other = Host();
        var (mail, boss) = (Guid.CreateVersion7(), await World.UserAsync("Mia Chief", Role.Manager));
        await World.TruthAsync<int>(
            $"""
            insert into activities (id, type, owner_id, subject, source_key, visibility)
              values ('{mail}', 'EMAIL', '{Me.Id}', 'E-mail', 'mail:1', 'METADATA');
            insert into activity_mailboxes (activity_id, user_id, graph_id, visibility) values ('{mail}', '{Me.Id}', 'g', 'METADATA');
            insert into withheld_words (activity_id, subject) values ('{mail}', 'Twelve secret vans');
            select 1
            """);
        await World.RunAsync(boss, (RequestAccessHandler h, CancellationToken ct) => h.HandleAsync(new RequestAccess(mail), ct));

        await Task.WhenAll(AskedAsync(), AskedAsync(other), AskedAsync());

        var told = Assert.Single(await ProactivesAsync("Mia Chief asks to read more"));
        Assert.Contains("Twelve secret vans", Text(told), StringComparison.Ordinal);
        await PressAsync(told, "Allow");
        var read = await World.RunAsync(boss, (ShowActivityHandler h, CancellationToken ct) => h.HandleAsync(new ShowActivity(mail), ct));
        Assert.Equal("Twelve secret vans", read.Value.Activity.Subject);
    }

    private Task AskedAsync(WebApplicationFactory<TeamsTurns>? other = null) =>
        (other?.Services ?? Services).GetRequiredService<AccessRequests>().RunAsync(CancellationToken.None);
}
