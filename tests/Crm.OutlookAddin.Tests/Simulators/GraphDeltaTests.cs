using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Kiota.Abstractions.Serialization;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware.Options;
using MessagePage = Microsoft.Graph.Users.Item.MailFolders.Item.Messages.Delta.DeltaGetResponse;

namespace Crm.OutlookAddin.Tests.Simulators;

public sealed class GraphDeltaTests : SimulationTests
{
    [Fact]
    public async Task The_first_round_comes_in_pages_and_ends_with_a_delta_link()
    {
        foreach (var number in Enumerable.Range(1, 5))
        {
            await Simulation.SendMailAsync($"Offer {number}");
        }

        var (pages, link) = await RoundAsync(await Simulation.GraphAsync(), pageSize: 2);

        Assert.Equal([2, 2, 1], pages.Select(page => page.Value!.Count));
        Assert.StartsWith(Simulation.Http.BaseAddress!.ToString(), link);
        Assert.All(pages.SelectMany(page => page.Value!),
            mail => Assert.Contains("Message-ID", mail.InternetMessageHeaders!.Select(one => one.Name), StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_next_round_brings_only_what_happened_since()
    {
        await Simulation.SendMailAsync("Before");
        var graph = await Simulation.GraphAsync();
        var (_, link) = await RoundAsync(graph);
        await Simulation.SendMailAsync("After");

        var (pages, next) = await RoundAsync(graph, link: link);
        var (silent, _) = await RoundAsync(graph, link: next);

        Assert.Equal(["After"], pages.SelectMany(page => page.Value!).Select(mail => mail.Subject));
        Assert.Empty(silent.SelectMany(page => page.Value!));
    }

    [Fact]
    public async Task An_empty_page_can_have_a_next_link()
    {
        await Simulation.SendMailAsync("Hidden behind an empty page");
        await Simulation.OrderFaultAsync(new { kind = "emptyPage" });

        var (pages, _) = await RoundAsync(await Simulation.GraphAsync());

        Assert.Equal([0, 1], pages.Select(page => page.Value!.Count));
    }

    [Fact]
    public async Task A_moved_mail_leaves_one_folder_and_enters_the_other_under_the_same_immutable_id()
    {
        var sent = (await Simulation.SendMailAsync("Moves to the archive"))[0]!;
        var graph = await Simulation.GraphAsync();
        var (_, inbox) = await RoundAsync(graph);
        var (_, archive) = await RoundAsync(graph, "archive");
        using var moved = await Simulation.Http.PostAsync(
            $"control/messages/{sent["graphId"]}/move?user={Simulation.Alex}&folder=archive", null);
        moved.EnsureSuccessStatusCode();

        var left = (await RoundAsync(graph, link: inbox)).Pages.SelectMany(page => page.Value!).Single();
        var entered = (await RoundAsync(graph, "archive", link: archive)).Pages.SelectMany(page => page.Value!).Single();

        var removed = Assert.IsType<UntypedObject>(left.AdditionalData["@removed"]);
        Assert.Equal("changed", ((UntypedString)removed.GetValue()["reason"]).GetValue());
        Assert.Equal(sent["immutableId"]!.GetValue<string>(), left.Id);
        Assert.Equal(left.Id, entered.Id);
        Assert.Equal("Moves to the archive", entered.Subject);
    }

    [Fact]
    public async Task A_deleted_mail_is_reported_as_removed_and_cannot_be_read_any_more()
    {
        var sent = (await Simulation.SendMailAsync("Soon gone"))[0]!;
        var graph = await Simulation.GraphAsync();
        var (_, link) = await RoundAsync(graph);
        using var deleted = await Simulation.Http.DeleteAsync($"control/messages/{sent["graphId"]}?user={Simulation.Alex}");

        var removed = (await RoundAsync(graph, link: link)).Pages.SelectMany(page => page.Value!).Single();
        var missing = await Assert.ThrowsAsync<ODataError>(() => graph.Users[Simulation.Alex].Messages[removed.Id].GetAsync());

        Assert.True(removed.AdditionalData.ContainsKey("@removed"));
        Assert.Equal("ErrorItemNotFound", missing.Error!.Code);
    }

    [Fact]
    public async Task A_token_that_ran_out_is_answered_with_410_and_the_sync_state_code()
    {
        var graph = await Simulation.GraphAsync();
        var (_, link) = await RoundAsync(graph);
        using var expired = await Simulation.Http.PostAsync("control/expire-tokens", null);

        var gone = await Assert.ThrowsAsync<ODataError>(() => RoundAsync(graph, link: link));

        Assert.Equal(410, gone.ResponseStatusCode);
        Assert.Equal("SyncStateNotFound", gone.Error!.Code);
    }

    [Fact]
    public async Task A_throttled_call_says_when_to_come_back_and_the_sdk_then_succeeds()
    {
        var graph = await Simulation.GraphAsync();
        await Simulation.OrderFaultAsync(new { kind = "429", user = Simulation.Alex, retryAfter = 7 });

        var refused = await Assert.ThrowsAsync<ODataError>(() => graph.Users[Simulation.Alex].MailFolders["inbox"].GetAsync(
            call => call.Options.Add(new RetryHandlerOption { MaxRetry = 0 })));
        var inbox = await graph.Users[Simulation.Alex].MailFolders["inbox"].GetAsync();

        Assert.Equal("ApplicationThrottled", refused.Error!.Code);
        Assert.Equal("7", refused.ResponseHeaders["Retry-After"].Single());
        Assert.Equal("Inbox", inbox!.DisplayName);
    }

    [Fact]
    public async Task More_than_four_calls_at_a_time_to_one_mailbox_are_throttled_and_counted()
    {
        var graph = await Simulation.GraphAsync();
        await Simulation.OrderFaultAsync(new { kind = "delay", delayMs = 400, count = 6 });

        var calls = Enumerable.Range(0, 6).Select(_ => graph.Users[Simulation.Alex].MailFolders["inbox"].GetAsync(
            call => call.Options.Add(new RetryHandlerOption { MaxRetry = 0 })));
        var outcomes = await Task.WhenAll(calls.Select(async call =>
        {
            try
            {
                await call;
                return 200;
            }
            catch (ODataError refused)
            {
                return refused.ResponseStatusCode;
            }
        }));

        Assert.Contains(429, outcomes);
        Assert.Contains(200, outcomes);
        var state = await Simulation.Http.GetFromJsonAsync<System.Text.Json.Nodes.JsonObject>("control/state");
        Assert.True(state!["mailboxes"]![0]!["calls"]!["highest"]!.GetValue<int>() > 4);
    }

    [Fact]
    public async Task A_call_without_a_token_is_refused()
    {
        using var answer = await Simulation.Http.GetAsync($"graph/v1.0/users/{Simulation.Alex}/messages");

        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("InvalidAuthenticationToken", await answer.Content.ReadAsStringAsync());
    }

    private static async Task<(List<MessagePage> Pages, string DeltaLink)> RoundAsync(
        GraphServiceClient graph, string folder = "inbox", int pageSize = 50, string? link = null)
    {
        var delta = graph.Users[Simulation.Alex].MailFolders[folder].Messages.Delta;
        var pages = new List<MessagePage>();
        do
        {
            var page = await (link is null ? delta : delta.WithUrl(link)).GetAsDeltaGetResponseAsync(call =>
            {
                call.Headers.Add("Prefer", $"odata.maxpagesize={pageSize}");
                call.Headers.Add("Prefer", "IdType=\"ImmutableId\"");
                if (link is null)
                {
                    call.QueryParameters.Select = ["subject", "internetMessageId", "internetMessageHeaders", "from", "toRecipients"];
                }
            });
            pages.Add(page!);
            link = page!.OdataNextLink;
        }
        while (link is not null);
        return (pages, pages[^1].OdataDeltaLink!);
    }
}
