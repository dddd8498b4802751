using Crm.Core.Activities;

namespace Crm.Bot.Tests.Teams;

/// <summary>
/// All doors of Teams: what is typed in chat, every search of the message extension, links, dialogs of every verb that reads, forms made of
/// messages, and pickers. What a mailbox's owner withholds occurs in no answer to anybody else.
/// </summary>
public sealed class WithheldWordsTests : BotWorld
{
    private static readonly string[] Asked = ["", "offer", WithheldMail.Subject, WithheldMail.Body];

    protected override WebApplicationFactory<TeamsTurns> Host() =>
        base.Host().WithWebHostBuilder(web => web.UseSetting("Links:PublicAddress", "https://crm.example.com"));

    [Theory]
    [MemberData(nameof(WithheldMail.Readers), MemberType = typeof(WithheldMail))]
    public async Task No_answer_in_Teams_holds_words_that_its_reader_may_not_read(ItemVisibility level, Role role)
    {
        var mail = await WithheldMail.CaptureAsync(World, Me, level);
        var reader = Guid.CreateVersion7();
        await World.UserAsync("Rae Reader", role, oid: reader);

        foreach (var (door, answer) in await AnswersAsync(mail, reader))
        {
            Assert.All(WithheldMail.Withheld(level), word => Assert.False(
                answer.Contains(word, StringComparison.OrdinalIgnoreCase), $"{role} reads {word} at {level} by {door}: {answer}"));
        }
    }

    /// <summary>Without this the doors might be shut altogether.</summary>
    [Fact]
    public async Task Its_owner_reads_the_words_by_chat_link_search_and_dialog()
    {
        var mail = await WithheldMail.CaptureAsync(World, Me, ItemVisibility.Full);

        var read = (await AnswersAsync(mail, Oid)).Where(a => a.Text.Contains(WithheldMail.Subject, StringComparison.Ordinal))
            .Select(a => a.Door).ToList();

        Assert.All(
            (string[])["chat: find offer", "composeExtension/query search offer", "composeExtension/queryLink Activity",
                "composeExtension/selectItem Activity", "task/fetch record.show Activity", "application/search activities offer"],
            door => Assert.Contains(door, read));
    }

    private async Task<List<(string Door, string Text)>> AnswersAsync(WithheldMail mail, Guid reader)
    {
        var answers = new List<(string, string)>();
        async Task InvokeAsync(string name, object value, string what)
        {
            using var answer = await Bot.InvokeAsync(name, value, World.Contoso, reader);
            Assert.True((int)answer.StatusCode < 500, $"{answer.StatusCode} to {name} {what}");
            answers.Add(($"{name} {what}", await answer.Content.ReadAsStringAsync()));
        }

        foreach (var text in (string[])["activities", "find offer", "show offer", "find joe", "activities subject contains offer", "today",
            "show Joe Fox", "show Litware", "show Vans", "deleted", "undo", "questions", "capture", "tasks", "performance",
            .. mail.Records.Select(r => Link(r.Kind, r.Id))])
        {
            answers.Add(($"chat: {text}", (await Bot.SayAsync(text, World.Contoso, reader)).GetRawText()));
        }

        foreach (var text in Asked)
        {
            foreach (var command in MessageExtension.Searches.Keys)
            {
                await InvokeAsync(
                    "composeExtension/query", new { commandId = command, parameters = new[] { new { name = "query", value = text } } },
                    $"{command} {text}".TrimEnd());
            }

            foreach (var dataset in (string[])["companies", "contacts", "deals", "activities"])
            {
                await InvokeAsync("application/search", new { queryText = text, dataset }, $"{dataset} {text}".TrimEnd());
            }
        }

        foreach (var (kind, id) in mail.Records)
        {
            await InvokeAsync("composeExtension/queryLink", new { url = Link(kind, id) }, $"{kind}");
            await InvokeAsync("composeExtension/selectItem", new { kind = $"{kind}", id }, $"{kind}");
            await InvokeAsync("task/fetch", new { data = Data("record.show", kind, id) }, $"record.show {kind}");
        }

        foreach (var route in CardRoutes.Table.Values.Where(r => !r.Changes))
        {
            await InvokeAsync("task/fetch", new { data = Data(route.Verb, RecordKind.Activity, mail.Activity) }, $"{route.Verb} Activity");
        }

        foreach (var command in MessageExtension.Forms.Keys)
        {
            await InvokeAsync(
                "composeExtension/fetchTask", new { commandId = command, messagePayload = new { body = new { content = "offer" } } },
                command);
        }

        return answers;
    }

    private static string Link(RecordKind kind, Guid id) => $"https://crm.example.com/{kind.ToString().ToLowerInvariant()}/{id}";

    /// <summary>Everything that a press could say of this record, and words that find the mail.</summary>
    private static object Data(string verb, RecordKind kind, Guid id) => new
    {
        verb, kind = $"{kind}", id, recordId = id, activityId = id, contactId = id, companyId = id, dealId = id, whose = "own",
        text = "offer", query = "offer", words = "offer", name = "Joe Fox", entity = $"{kind}",
    };
}
