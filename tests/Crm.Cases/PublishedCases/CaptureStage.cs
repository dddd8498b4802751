using Crm.Core.Access;
using Microsoft.EntityFrameworkCore;

namespace Crm.Cases.PublishedCases;

/// <summary>The firm of the cases with its mailboxes, and the contacts that they name.</summary>
public sealed class CaptureStage : IAsyncDisposable
{
    private readonly Dictionary<string, Mailbox> mailboxes = [];

    private CaptureStage(CaptureRig rig) => Rig = rig;

    public CaptureRig Rig { get; }

    public Mailbox Alex => mailboxes["Alex Wilber"];

    public Mailbox this[string name] => mailboxes[name];

    public static async Task<CaptureStage> SetAsync(string? graph = null, params (string Key, string Value)[] settings)
    {
        var stage =
            new CaptureStage(
                await CaptureRig.StartAsync(
                    settings: [.. graph is null ? Array.Empty<(string, string)>() : [("Graph:BaseUrl", graph)], .. settings]));
        foreach (var (name, oid) in await stage.PeopleAsync())
        {
            var user = await stage.Rig.World.UserAsync(name, oid: Guid.Parse(oid), door: Door.Capture);
            stage.mailboxes[name] = new Mailbox(user, Guid.Parse(oid));
        }

        foreach (var (first, last, email) in new[]
        {
            ("Clara", "Nilsson", "clara.nilsson@litware.example"), ("Omar", "Haddad", "omar.haddad@proseware.example"),
            ("Mei", "Tanaka", "mei.tanaka@wingtip.example"),
            ("Sofia", "Rossi", "sofia.rossi@fourthcoffee.example"),
        })
        {
            await stage.Rig.World.ContactAsync(stage.Alex.User, first, last, email);
        }

        return stage;
    }

    public async Task<JsonArray> CalendarAsync(string file) => await Rig.Graph.SendCalendarAsync(Cases.Text(file));

    public async Task MailAsync(string file, string? user = null, string folder = "inbox")
    {
        using var content = new ByteArrayContent(Cases.Bytes(file));
        content.Headers.ContentType = new("message/rfc822");
        using var answer = await Rig.Graph.Http.PostAsync(
            user is null ? "control/mail" : $"control/mail?user={user}&folder={Uri.EscapeDataString(folder)}", content);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>What the jobs do at a sweep, for these people.</summary>
    public async Task SweepAsync(params string[] names)
    {
        foreach (var mailbox in (names.Length == 0 ? ["Alex Wilber"] : names).Select(n => mailboxes[n]))
        {
            var folders = await Rig.Services.GetRequiredService<MailboxFolders>().FindAsync(mailbox, CancellationToken.None);
            foreach (var resource in new[] { "inbox", "sentitems", Mailbox.Calendar }.Concat(folders))
            {
                Assert.IsType<SyncOutcome.Done>(await Rig.ReadAsync(mailbox, resource));
            }
        }
    }

    public Task<List<Activity>> ActivitiesAsync() => Rig.ActivitiesAsync(Alex);

    public async Task<List<Activity>> PlannedAsync() =>
        [.. (await ActivitiesAsync()).Where(a => a.Type is ActivityType.Meeting && a.Status is ActivityStatus.Pending)];

    /// <summary>Subjects of what this person reads in Teams.</summary>
    public Task<List<string>> SeenByAsync(string name) => Rig.World.InDatabaseAsync(
        mailboxes[name].User with { Door = Door.Teams },
        db => db.Activities.Where(a => a.Status != ActivityStatus.Cancelled).Select(a => a.Subject).ToListAsync());

    public async Task<CaptureExplanation> WhyAsync(string internetMessageId)
    {
        var user = Alex.User with { Door = Door.Outlook };
        var why =
            (await Rig.World.RunAsync(
                user, (WhyCapturedHandler h, CancellationToken ct) => h.HandleAsync(new WhyCaptured(internetMessageId), ct))).Value;
        return await Rig.Services.GetRequiredService<MailFolderLookup>().ExplainAsync(user, why, internetMessageId, CancellationToken.None);
    }

    public async Task<string> ContactOf(Activity activity) =>
        await Rig.World.TruthAsync<string>(
            $"select coalesce((select first_name || ' ' || last_name from contacts where id = '{activity.ContactId}'), '')");

    public ValueTask DisposeAsync() => Rig.DisposeAsync();

    private async Task<IReadOnlyList<(string Name, string Oid)>> PeopleAsync()
    {
        using var graph = new HttpRequestMessage(HttpMethod.Get, "graph/v1.0/users?$top=50");
        graph.Headers.Authorization = new("Bearer", await Rig.Graph.TokenAsync("https://graph.microsoft.com/.default"));
        using var answer = await Rig.Graph.Http.SendAsync(graph);
        answer.EnsureSuccessStatusCode();
        return [.. (await answer.Content.ReadFromJsonAsync<JsonObject>())!["value"]!.AsArray()
            .Select(u => (u!["displayName"]!.GetValue<string>(), u["id"]!.GetValue<string>()))];
    }
}
