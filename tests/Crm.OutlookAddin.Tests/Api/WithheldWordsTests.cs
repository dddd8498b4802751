namespace Crm.OutlookAddin.Tests.Api;

/// <summary>
/// Every GET of the API's own document, with every record's id and words that would find the item, and what the pane asks by POST: what a
/// mailbox's owner withholds occurs in no answer to anybody else.
/// </summary>
public sealed class WithheldWordsTests
{
    [Theory]
    [MemberData(nameof(WithheldMail.Readers), MemberType = typeof(WithheldMail))]
    public async Task No_answer_of_the_api_holds_words_that_its_reader_may_not_read(ItemVisibility level, Role role)
    {
        await using var pane = await TestPane.StartAsync();
        var owner = await pane.PersonAsync("Ann Miller");
        var mail = await WithheldMail.CaptureAsync(pane.World, owner.User, level);
        var reader = await pane.PersonAsync("Rae Reader", role);

        var (told, own) = (string.Join('\n', await AnswersAsync(reader, mail)), string.Join('\n', await AnswersAsync(owner, mail)));

        Assert.All((string[])[WithheldMail.Subject, WithheldMail.Body], word =>
        {
            Assert.Equal(!WithheldMail.Withheld(level).Contains(word), told.Contains(word, StringComparison.OrdinalIgnoreCase));
            Assert.Contains(word, own, StringComparison.OrdinalIgnoreCase);
        });
        Assert.Equal(
            WithheldMail.Withheld(level).Contains(WithheldMail.Subject) ? 0 : 1,
            (await reader.ReadAsync($"/api/activities?filter=subject%20contains%20{WithheldMail.Subject}"))["total"]!.GetValue<int>());
    }

    private static async Task<IReadOnlyList<string>> AnswersAsync(PaneUser reader, WithheldMail mail)
    {
        var document = JsonNode.Parse(await (await reader.GetAsync("/openapi/v1.json")).Content.ReadAsStringAsync())!;
        var paths = document["paths"]!.AsObject().Where(p => p.Value!["get"] is not null).Select(p => p.Key).ToList();
        Assert.Contains("/api/activities/{id}", paths);
        Assert.Contains("/api/search", paths);
        var answers = new List<string>();
        foreach (var path in paths)
        {
            foreach (var call in path.Contains("{id}", StringComparison.Ordinal)
                ? mail.Records.Select(r => path.Replace("{id}", $"{r.Id}", StringComparison.Ordinal))
                : [path, $"{path}?filter=subject%20contains%20offer&q=offer&dataset=activities",
                    $"{path}?internetMessageId=%3C1%40x%3E"])
            {
                answers.Add(await TextAsync(await reader.GetAsync(call)));
            }
        }

        answers.Add(await TextAsync(await reader.PostAsync("/api/context", new
        {
            item = new { kind = "message", mode = "messageRead", internetMessageId = WithheldMail.Id },
            people = new[] { new { email = "joe@litware.example", name = "Joe Fox", role = "from" } },
        })));
        answers.Add(await TextAsync(await reader.PostAsync("/api/selection", new
        {
            items = new[] { new { internetMessageId = WithheldMail.Id } },
        })));
        foreach (var (kind, id) in mail.Records)
        {
            answers.Add(await TextAsync(await reader.PostAsync("/api/cards/record.show", new { data = new { kind, id } })));
            answers.Add(await TextAsync(await reader.PostAsync("/api/cards/record.history", new { data = new { kind, id } })));
        }

        return answers;
    }

    private static async Task<string> TextAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            Assert.True((int)answer.StatusCode < 500, $"{(int)answer.StatusCode}");
            return await answer.Content.ReadAsStringAsync();
        }
    }
}
