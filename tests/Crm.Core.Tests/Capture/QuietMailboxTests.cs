namespace Crm.Core.Tests.Capture;

/// <summary>A mailbox that falls silent is told of, one that is on and off by habit is not.</summary>
public sealed class QuietMailboxTests : MailboxTests
{
    /// <summary>A Wednesday.</summary>
    private static readonly DateOnly Today = new(2027, 3, 10);

    [Theory]
    [InlineData("mail until yesterday", "mmmmm--mmmmm--mmmmm--mm", null)]
    [InlineData("one day can be a holiday", "mmmmm--mmmmm--mmmmm--m-", null)]
    [InlineData("two working days without any", "mmmmm--mmmmm--mmmmm----", 2)]
    [InlineData("a week", "mmmmm--mmmmm--mm-------", 5)]
    [InlineData("as long as it was once", "mmmmmmmmm-----mmmmmm---", null)]
    [InlineData("longer than it ever was", "mmmmm--mmmmmmmmm-------", 5)]
    [InlineData("mail on Sunday is mail", "mmmmm--mmmmm--mmmmm-m--", 2)]
    [InlineData("not every day by habit", "m-m-m--mm-m---m-mm---m--------", null)]
    [InlineData("too new for a habit", "---------mmm--mm-------", null)]
    [InlineData("never any", "-----------------------", null)]
    public void It_is_told_when_it_is_quiet_for_longer_than_is_usual(string what, string days, int? quiet)
    {
        var withMail = days.Select((sign, at) => (sign, Day: Today.AddDays(at - days.Length))).Where(d => d.sign == 'm').Select(d => d.Day);

        Assert.True(quiet == QuietMailboxesHandler.Of(Guid.Empty, [.. withMail], Today)?.WorkingDays, what);
    }

    [Fact]
    public async Task A_mailbox_whose_mail_stopped_is_found_among_those_that_go_on()
    {
        var bob = await MailboxOfAsync("Bob Stone");
        await MailAsync(Ann, lastAgo: 6);
        await MailAsync(bob, lastAgo: 1);

        var quiet = await World.UseCases.RunAsync(
            Ann.User, (QuietMailboxesHandler h, CancellationToken ct) => h.HandleAsync(ct), CancellationToken.None);

        var ann = Assert.Single(quiet);
        Assert.Equal((Ann.User.Id, Today.AddDays(-6), 3), (ann.UserId, ann.Since, ann.WorkingDays));
    }

    /// <summary>A skipped mail each day up to then.</summary>
    private Task MailAsync(Mailbox mailbox, int lastAgo) => World.TruthAsync<long>(
        $"""
        with made as (insert into capture_ledger (id, user_id, kind, graph_id, outcome, reason, decided_at)
          select gen_random_uuid(), '{mailbox.User.Id}', 'MESSAGE', 'g' || n, 'SKIPPED', 'nobody-known',
            timestamptz '2027-03-10 08:00Z' - n * interval '1 day'
          from generate_series({lastAgo}, 25) n returning 1)
        select count(*) from made
        """);
}
