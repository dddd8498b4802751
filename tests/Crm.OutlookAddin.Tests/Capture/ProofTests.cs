namespace Crm.OutlookAddin.Tests.Capture;

/// <summary>The nightly comparison of a mailbox with what was decided about it.</summary>
public sealed class ProofTests : RigTests
{
    protected override Task ArrangeAsync() => ClaraAsync();

    [Fact]
    public async Task What_was_lost_is_found_by_its_id_and_read()
    {
        await Rig.FillAsync(TimeProvider.System.GetUtcNow().AddHours(-1), 1_205, seconds: 60);
        Assert.Equal(["inbox"], await ReadAndDueAsync());
        Assert.Equal(new ProofCount(1_205, 1_205, 0), await ProveAsync("inbox"));
        Assert.Empty(await ReadAndDueAsync());

        await LoseAsync("old 3", "old 700", "old 1204");
        Assert.Equal(1_202, (await Rig.ActivitiesAsync(Alex)).Count);

        Assert.Equal(new ProofCount(1_205, 1_205, 3), await ProveAsync("inbox"));
        Assert.Equal(1_205, (await Rig.ActivitiesAsync(Alex)).Count);
        Assert.Equal(new ProofCount(1_205, 1_205, 0), await ProveAsync("inbox"));
    }

    [Fact]
    public async Task A_calendar_that_lacks_a_meeting_is_read_anew()
    {
        var start = TimeProvider.System.GetUtcNow().AddDays(-3);
        await Rig.Graph.SendCalendarAsync(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:weekly\r\nSUMMARY:Weekly\r\n"
            + $"DTSTART:{start:yyyyMMdd'T'HHmmss'Z'}\r\nDTEND:{start.AddHours(1):yyyyMMdd'T'HHmmss'Z'}\r\nRRULE:FREQ=WEEKLY;COUNT=5\r\n"
            + "ORGANIZER:mailto:clara.nilsson@litware.example\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:alexw@contoso.example\r\nEND:VEVENT\r\n"
            + "END:VCALENDAR\r\n");
        await Rig.ReadAsync(Alex, Mailbox.Calendar);
        Assert.Equal(new ProofCount(5, 5, 0), await ProveAsync(Mailbox.Calendar));
        var lost = (await Rig.ActivitiesAsync(Alex))[2];
        await LoseAsync(lost.Id);

        Assert.Equal(new ProofCount(5, 4, 1), await ProveAsync(Mailbox.Calendar));
        await Rig.ReadAsync(Alex, Mailbox.Calendar);

        Assert.Equal(5, (await Rig.ActivitiesAsync(Alex)).Count);
        Assert.Equal(new ProofCount(5, 5, 0), await ProveAsync(Mailbox.Calendar));
    }

    [Fact]
    public async Task What_has_not_been_read_to_its_end_is_not_proven()
    {
        Assert.IsType<SyncOutcome.Off>(await RunAsync("inbox"));
        await Rig.FillAsync(TimeProvider.System.GetUtcNow().AddDays(-2), 10);
        await Rig.ReadAsync(Alex);
        Assert.IsType<SyncOutcome.Off>(await RunAsync("inbox"));
    }

    private async Task<IReadOnlyList<string>> ReadAndDueAsync()
    {
        await Rig.ReadAsync(Alex);
        await Rig.BackfillAsync(Alex);
        await Rig.ReadAsync(Alex);
        return await Rig.World.UseCases.RunAsync(
            Alex.User, (ProofHandler h, CancellationToken c) => h.DueAsync(Alex.User.Id, c), CancellationToken.None);
    }

    private async Task<ProofCount> ProveAsync(string resource)
    {
        Assert.IsType<SyncOutcome.Done>(await RunAsync(resource));
        var proof = await Rig.World.InDatabaseAsync(Alex.User, db => db.Set<CaptureProof>().SingleAsync(p => p.Resource == resource));
        return new ProofCount(proof.ItemCount, proof.DecidedCount, proof.MissedCount);
    }

    private Task<SyncOutcome> RunAsync(string resource) =>
        Rig.Services.GetRequiredService<MailboxProof>().RunAsync(Alex, resource, CancellationToken.None);

    private async Task LoseAsync(params string[] subjects)
    {
        foreach (var activity in (await Rig.ActivitiesAsync(Alex)).Where(a => subjects.Contains(a.Subject)))
        {
            await LoseAsync(activity.Id);
        }
    }

    private async Task LoseAsync(Guid activity)
    {
        await Rig.World.TruthAsync<Guid>($"delete from capture_ledger where activity_id = '{activity}' returning id");
        await Rig.World.TruthAsync<Guid>($"delete from activities where id = '{activity}' returning id");
    }
}
