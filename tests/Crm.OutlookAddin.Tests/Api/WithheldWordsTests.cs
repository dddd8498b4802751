using Crm.Core;
using Crm.Core.Activities;
using Crm.Core.Matching;

namespace Crm.OutlookAddin.Tests.Api;

/// <summary>
/// Every GET of the API's own document, with every record's id and words that would find the item, and the pane's look at its people: what
/// a mailbox's owner withholds occurs in no answer to anybody else.
/// </summary>
public sealed class WithheldWordsTests
{
    private const string Subject = "quillwort";
    private const string Body = "marjoram";

    public static TheoryData<ItemVisibility, Role> Cells()
    {
        var cells = new TheoryData<ItemVisibility, Role>();
        foreach (var level in Enum.GetValues<ItemVisibility>())
        {
            foreach (var role in (Role[])[Role.User, Role.Manager, Role.Admin])
            {
                cells.Add(level, role);
            }
        }

        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task No_answer_of_the_api_holds_words_that_its_reader_may_not_read(ItemVisibility level, Role role)
    {
        await using var pane = await TestPane.StartAsync();
        var (owner, ids) = await ArrangeAsync(pane, level);
        var reader = await pane.PersonAsync("Rae Reader", role);
        var isSeen = role is not Role.User; // A USER of a firm where everybody has their own sees nothing of it at all.

        var told = string.Join('\n', await AnswersAsync(reader, ids));

        Assert.Equal(isSeen && level >= ItemVisibility.Subject, told.Contains(Subject, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(isSeen && level >= ItemVisibility.Full, told.Contains(Body, StringComparison.OrdinalIgnoreCase));
        var own = string.Join('\n', await AnswersAsync(owner, ids));
        Assert.Contains(Subject, own, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(Body, own, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<IReadOnlyList<string>> AnswersAsync(PaneUser reader, IReadOnlyList<Guid> ids)
    {
        var document = JsonNode.Parse(await (await reader.GetAsync("/openapi/v1.json")).Content.ReadAsStringAsync())!;
        var paths = document["paths"]!.AsObject().Where(p => p.Value!["get"] is not null).Select(p => p.Key).ToList();
        Assert.Contains("/api/activities/{id}", paths);
        Assert.Contains("/api/search", paths);
        var answers = new List<string>();
        foreach (var path in paths)
        {
            foreach (var call in path.Contains("{id}", StringComparison.Ordinal)
                ? ids.Select(id => path.Replace("{id}", $"{id}", StringComparison.Ordinal))
                : [path, $"{path}?filter=subject%20contains%20offer&q=offer&dataset=activities", $"{path}?internetMessageId=%3C1%40x%3E"])
            {
                answers.Add(await (await reader.GetAsync(call)).Content.ReadAsStringAsync());
            }
        }

        answers.Add(await (await reader.PostAsync("/api/context", new
        {
            item = new { kind = "message", mode = "messageRead", internetMessageId = "<1@x>" },
            people = new[] { new { email = "joe@litware.example", name = "Joe Fox", role = "from" } },
        })).Content.ReadAsStringAsync());
        foreach (var id in ids)
        {
            answers.Add(await (await reader.PostAsync("/api/cards/activity.show", new { data = new { id } })).Content.ReadAsStringAsync());
        }

        return answers;
    }

    private static async Task<(PaneUser Owner, IReadOnlyList<Guid> Ids)> ArrangeAsync(TestPane pane, ItemVisibility level)
    {
        var (owner, world) = (await pane.PersonAsync("Ann Miller"), pane.World);
        var company = await world.CompanyAsync(owner.User, "Litware", "litware.example");
        var joe = await world.ContactAsync(owner.User, "Joe", "Fox", "joe@litware.example", company);
        var deal = await world.DealAsync(owner.User, "Vans", "1000", "Proposal", company, joe);
        var capture = owner.User with { Door = Door.Capture };
        var mail = new CapturedMail("g-1", "inbox")
        {
            InternetMessageId = "<1@x>", Subject = $"The {Subject} offer",
            SentAt = world.Clock.GetUtcNow(), ReceivedAt = world.Clock.GetUtcNow(),
            Participants = [Participant.Parse("joe@litware.example", "Joe Fox", ParticipantKind.From)!], Headers = [],
        };
        var planned = new Planned.Mail(
            mail, Direction.Inbound,
            new ItemMatch(
                new Outcome.Certain(joe, [MatchReason.Address]), new Outcome.Certain(company, [MatchReason.OfContact]),
                new Outcome.Certain(deal, [MatchReason.ContactOfDeal]), new Dictionary<string, Guid>(), null),
            $"Dear Ann, {Body}")
        { Visibility = level };
        var saved = await world.RunAsync(capture, (SavePageHandler h, CancellationToken ct) =>
            h.HandleAsync(new SavePage(new Mailbox(capture, Guid.CreateVersion7()), "inbox", [planned], null), ct));
        Assert.Equal((1, (Refusal?)null), (saved.Value, saved.Refusal));
        return (owner, [await world.TruthAsync<Guid>("select id from activities"), joe, company, deal]);
    }
}
