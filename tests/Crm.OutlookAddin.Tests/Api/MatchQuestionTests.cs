using Crm.Core.MatchQuestions;

namespace Crm.OutlookAddin.Tests.Api;

/// <summary>Questions about captured mail in the Pane and its API.</summary>
public sealed class MatchQuestionTests : PaneTests
{
    private const string Mail = "<prices@litware.example>";

    private Guid question, vans, trucks;

    protected override async Task ArrangeAsync()
    {
        var ida = await Pane.PersonAsync("Ida Berg");
        var contact = await Pane.World.ContactAsync(Alex.User, "Clara", "Nilsson", "clara@litware.example");
        vans = await Pane.World.DealAsync(Alex.User, "Twelve vans", "1", "Proposal", null, contact);
        trucks = await Pane.World.DealAsync(Alex.User, "Two trucks", "2", "Proposal", null, contact);
        question = Guid.Parse(await Pane.World.TruthAsync<string>(
            $"""
            with mail as (
              insert into activities (id, type, owner_id, contact_id, subject, status, source_key, direction)
                values (gen_random_uuid(), 'EMAIL', '{Alex.User.Id}', '{contact}', 'Prices', 'COMPLETED', 'mail:prices@litware.example',
                  'INBOUND') returning id),
            asked as (
              insert into match_questions (id, user_id, key, kind, contact_id, candidates, reason)
                values (gen_random_uuid(), '{Alex.User.Id}', gen_random_uuid(), 'DEAL', '{contact}', array['{vans}', '{trucks}']::uuid[],
                  'SEVERAL_OF_CONTACTS') returning id),
            people as (
              insert into activity_participants (activity_id, address, kind, contact_id, user_id)
                select id, 'ida.berg@contoso.example', 'FROM', null::uuid, '{ida.User.Id}'::uuid from mail
                union all select id, 'clara@litware.example', 'TO', '{contact}', null from mail),
            item as (insert into match_question_items (question_id, activity_id) select asked.id, mail.id from asked, mail),
            ledger as (
              insert into capture_ledger (id, user_id, kind, graph_id, source_key, outcome, reason, activity_id)
                select gen_random_uuid(), '{Alex.User.Id}', 'MESSAGE', 'g', 'mail:prices@litware.example', 'LOGGED', 'known-contact',
                  mail.id from mail)
            select id::text from asked
            """));
    }

    [Fact]
    public async Task The_pane_says_of_the_open_mail_that_it_is_asked_about_and_shows_the_card_that_the_bot_shows()
    {
        var open = (await Alex.OpenAsync([], Mail))["capture"]!["question"]!;

        Assert.Equal(ShowQuestion.Verb, open["verb"]!.GetValue<string>());
        var here = (await Alex.PressAsync(ShowQuestion.Verb, open["data"]!))["card"]!;
        var there = await Pane.World.PressAsync(
            Alex.User with { Door = Door.Teams }, ShowQuestion.Verb, new ShowQuestion(question));
        Assert.Equal(CardJson.Write(there.Card), here.ToJsonString(CardJson.Options));
    }

    [Fact]
    public async Task It_is_answered_by_API_and_the_rule_is_listed_and_undone()
    {
        var listed = Assert.Single((await Alex.ReadAsync("/api/capture/questions"))["questions"]!.AsArray())!;
        Assert.Equal("Which deal is the mail “Prices” from Ida Berg to Clara Nilsson about?", listed["sentence"]!.GetValue<string>());
        Assert.Equal(["Twelve vans", "Two trucks"], listed["choices"]!.AsArray().Select(c => c!["name"]!.GetValue<string>()));

        var answered = await AskAsync(
            HttpMethod.Put, $"/api/capture/questions/{question}", new JsonObject { ["version"] = 1, ["answer"] = trucks.ToString() });
        Assert.Equal(("Mail with Clara Nilsson is about Two trucks", 1), (Text(answered, "rule"), answered["linked"]!.GetValue<int>()));
        var capture = await Alex.ReadAsync("/api/capture");
        Assert.Equal(0, capture["questions"]!.GetValue<int>());
        Assert.Equal("Mail with Clara Nilsson is about Two trucks", Text(Assert.Single(capture["rules"]!.AsArray())!, "sentence"));
        Assert.Null((await Alex.OpenAsync([], Mail))["capture"]!["question"]);

        Assert.Equal(1, (await AskAsync(HttpMethod.Delete, $"/api/capture/rules/{question}", null))["unlinked"]!.GetValue<int>());
        Assert.NotNull((await Alex.OpenAsync([], Mail))["capture"]!["question"]);
    }

    [Theory]
    [InlineData(1, null, HttpStatusCode.BadRequest)]
    [InlineData(1, "nonsense", HttpStatusCode.BadRequest)]
    [InlineData(9, "NONE", HttpStatusCode.PreconditionFailed)]
    public async Task A_bad_answer_is_refused_and_changes_nothing(int version, string? answer, HttpStatusCode status)
    {
        using var refused = await SendAsync(
            Alex, HttpMethod.Put, $"/api/capture/questions/{question}", new JsonObject { ["version"] = version, ["answer"] = answer });

        Assert.Equal(status, refused.StatusCode);
        Assert.Equal(1, (await Alex.ReadAsync("/api/capture"))["questions"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_colleague_is_told_of_no_such_question()
    {
        var meg = await Pane.PersonAsync("Meg Gray");

        using var answered = await SendAsync(
            meg, HttpMethod.Put, $"/api/capture/questions/{question}", new JsonObject { ["version"] = 1, ["answer"] = vans.ToString() });
        using var undone = await SendAsync(meg, HttpMethod.Delete, $"/api/capture/rules/{question}", null);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (answered.StatusCode, undone.StatusCode));
        Assert.Empty((await meg.ReadAsync("/api/capture/questions"))["questions"]!.AsArray());
    }

    private async Task<JsonObject> AskAsync(HttpMethod method, string path, JsonNode? body) =>
        await PaneUser.ReadAsync(await SendAsync(Alex, method, path, body));

    private static Task<HttpResponseMessage> SendAsync(PaneUser who, HttpMethod method, string path, JsonNode? body) =>
        who.Pane.SendAsync(method, path, who.Token, body is null ? null : JsonContent.Create(body));

    private static string Text(JsonNode of, string name) => of[name]!.GetValue<string>();
}
