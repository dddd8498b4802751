using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.OutlookAddin.Tests.Capture;

/// <summary>The nightly comparison of a mailbox with what was decided about it.</summary>
public sealed class ProofTests : IAsyncLifetime
{
    private CaptureRig rig = null!;
    private Mailbox alex = null!;

    public async Task InitializeAsync()
    {
        rig = await CaptureRig.StartAsync();
        alex = await rig.UserAsync();
        await rig.World.ContactAsync(alex.User, "Clara", "Nilsson", "clara.nilsson@litware.example");
    }

    public async Task DisposeAsync() => await rig.DisposeAsync();

    [Fact]
    public async Task What_was_lost_is_found_by_its_id_and_read()
    {
        await rig.FillAsync(TimeProvider.System.GetUtcNow().AddHours(-1), 1_205, seconds: 60);
        Assert.Equal(["inbox"], await ReadAndDueAsync());
        Assert.Equal(new ProofCount(1_205, 1_205, 0), await ProveAsync("inbox"));
        Assert.Empty(await ReadAndDueAsync());

        await LoseAsync("old 3", "old 700", "old 1204");
        Assert.Equal(1_202, (await rig.ActivitiesAsync(alex)).Count);

        Assert.Equal(new ProofCount(1_205, 1_205, 3), await ProveAsync("inbox"));
        Assert.Equal(1_205, (await rig.ActivitiesAsync(alex)).Count);
        Assert.Equal(new ProofCount(1_205, 1_205, 0), await ProveAsync("inbox"));
    }

    [Fact]
    public async Task A_calendar_that_lacks_a_meeting_is_read_anew()
    {
        var start = TimeProvider.System.GetUtcNow().AddDays(-3);
        await rig.Graph.SendCalendarAsync(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:weekly\r\nSUMMARY:Weekly\r\n"
            + $"DTSTART:{start:yyyyMMdd'T'HHmmss'Z'}\r\nDTEND:{start.AddHours(1):yyyyMMdd'T'HHmmss'Z'}\r\nRRULE:FREQ=WEEKLY;COUNT=5\r\n"
            + "ORGANIZER:mailto:clara.nilsson@litware.example\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:alexw@contoso.example\r\nEND:VEVENT\r\n"
            + "END:VCALENDAR\r\n");
        await rig.ReadAsync(alex, Mailbox.Calendar);
        Assert.Equal(new ProofCount(5, 5, 0), await ProveAsync(Mailbox.Calendar));
        var lost = (await rig.ActivitiesAsync(alex))[2];
        await LoseAsync(lost.Id);

        Assert.Equal(new ProofCount(5, 4, 1), await ProveAsync(Mailbox.Calendar));
        await rig.ReadAsync(alex, Mailbox.Calendar);

        Assert.Equal(5, (await rig.ActivitiesAsync(alex)).Count);
        Assert.Equal(new ProofCount(5, 5, 0), await ProveAsync(Mailbox.Calendar));
    }

    [Fact]
    public async Task What_has_not_been_read_to_its_end_is_not_proven()
    {
        Assert.IsType<SyncOutcome.Off>(await RunAsync("inbox"));
        await rig.FillAsync(TimeProvider.System.GetUtcNow().AddDays(-2), 10);
        await rig.ReadAsync(alex);
        Assert.IsType<SyncOutcome.Off>(await RunAsync("inbox"));
    }

    private async Task<IReadOnlyList<string>> ReadAndDueAsync()
    {
        await rig.ReadAsync(alex);
        await rig.BackfillAsync(alex);
        await rig.ReadAsync(alex);
        return await rig.World.UseCases.RunAsync(
            alex.User, (ProofHandler h, CancellationToken c) => h.DueAsync(alex.User.Id, c), CancellationToken.None);
    }

    private async Task<ProofCount> ProveAsync(string resource)
    {
        Assert.IsType<SyncOutcome.Done>(await RunAsync(resource));
        var proof = await rig.World.InDatabaseAsync(alex.User, db => db.Set<CaptureProof>().SingleAsync(p => p.Resource == resource));
        return new ProofCount(proof.ItemCount, proof.DecidedCount, proof.MissedCount);
    }

    private Task<SyncOutcome> RunAsync(string resource) =>
        rig.Services.GetRequiredService<MailboxProof>().RunAsync(alex, resource, CancellationToken.None);

    private async Task LoseAsync(params string[] subjects)
    {
        foreach (var activity in (await rig.ActivitiesAsync(alex)).Where(a => subjects.Contains(a.Subject)))
        {
            await LoseAsync(activity.Id);
        }
    }

    private async Task LoseAsync(Guid activity)
    {
        await rig.World.TruthAsync<Guid>($"delete from capture_ledger where activity_id = '{activity}' returning id");
        await rig.World.TruthAsync<Guid>($"delete from activities where id = '{activity}' returning id");
    }
}
