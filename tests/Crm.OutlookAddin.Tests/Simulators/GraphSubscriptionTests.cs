using Microsoft.Graph.Models.ODataErrors;
using Subscription = Microsoft.Graph.Models.Subscription;
using WebApplication = Microsoft.AspNetCore.Builder.WebApplication;

namespace Crm.OutlookAddin.Tests.Simulators;

public sealed class GraphSubscriptionTests : SimulationTests
{
    [Fact]
    public async Task A_new_mail_is_announced_with_the_client_state_and_a_capitalised_resource()
    {
        await using var receiver = await Receiver.StartAsync();
        var created = await (await Simulation.GraphAsync()).Subscriptions.PostAsync(Wanted(receiver.Url));
        var sent = (await Simulation.SendMailAsync("Announced"))[0]!;

        await Simulation.EventuallyAsync(() => Task.FromResult(!receiver.Received.IsEmpty));

        var notification = receiver.Received.Single()["value"]![0]!;
        Assert.Equal(created!.Id, notification["subscriptionId"]!.GetValue<string>());
        Assert.Equal("state-1", notification["clientState"]!.GetValue<string>());
        Assert.Equal("created", notification["changeType"]!.GetValue<string>());
        Assert.Equal($"Users/{Simulation.Alex}/Messages/{sent["graphId"]}", notification["resource"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_receiver_that_does_not_echo_the_token_gets_no_subscription()
    {
        await using var receiver = await Receiver.StartAsync(echo: false);
        var graph = await Simulation.GraphAsync();

        var refused = await Assert.ThrowsAsync<ODataError>(() => graph.Subscriptions.PostAsync(Wanted(receiver.Url)));

        Assert.Equal("ValidationError", refused.Error!.Code);
    }

    [Fact]
    public async Task The_same_subscription_twice_is_a_conflict_and_a_short_one_is_made_45_minutes_long()
    {
        await using var receiver = await Receiver.StartAsync();
        var graph = await Simulation.GraphAsync();
        var short5 = Wanted(receiver.Url);
        short5.ExpirationDateTime = TimeProvider.System.GetUtcNow().AddMinutes(5);

        var created = await graph.Subscriptions.PostAsync(short5);
        var conflict = await Assert.ThrowsAsync<ODataError>(() => graph.Subscriptions.PostAsync(Wanted(receiver.Url)));

        Assert.Equal(409, conflict.ResponseStatusCode);
        Assert.InRange(
            created!.ExpirationDateTime!.Value - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(44), TimeSpan.FromMinutes(45));
    }

    [Fact]
    public async Task A_refused_notification_is_sent_again_and_a_duplicate_can_be_ordered()
    {
        await using var receiver = await Receiver.StartAsync(failures: 1);
        await (await Simulation.GraphAsync()).Subscriptions.PostAsync(Wanted(receiver.Url));
        await Simulation.OrderFaultAsync(new { kind = "duplicate" });
        await Simulation.SendMailAsync("Twice");

        await Simulation.EventuallyAsync(() => Task.FromResult(receiver.Received.Count == 2));

        Assert.All(receiver.Received, body => Assert.Equal(2, body["value"]!.AsArray().Count));
    }

    [Fact]
    public async Task Lifecycle_events_reach_the_lifecycle_address_and_a_removed_subscription_is_gone()
    {
        await using var receiver = await Receiver.StartAsync();
        var graph = await Simulation.GraphAsync();
        var created = await graph.Subscriptions.PostAsync(Wanted(receiver.Url));
        await Simulation.OrderFaultAsync(new { kind = "missed" });
        await Simulation.OrderFaultAsync(new { kind = "subscriptionRemoved" });

        await Simulation.EventuallyAsync(() => Task.FromResult(receiver.Received.Sum(body => body["value"]!.AsArray().Count) == 2));

        Assert.Equal(
            ["missed", "subscriptionRemoved"],
            receiver.Received.SelectMany(body => body["value"]!.AsArray()).Select(one => one!["lifecycleEvent"]!.GetValue<string>())
                .Order());
        await Assert.ThrowsAsync<ODataError>(() => graph.Subscriptions[created!.Id].GetAsync());
    }

    private static Subscription Wanted(string url) => new()
    {
        ChangeType = "created,updated,deleted",
        NotificationUrl = url,
        LifecycleNotificationUrl = url,
        Resource = $"users/{Simulation.Alex}/mailFolders('inbox')/messages",
        ClientState = "state-1",
        ExpirationDateTime = TimeProvider.System.GetUtcNow().AddDays(6),
    };

    private sealed class Receiver(WebApplication app) : IAsyncDisposable
    {
        public ConcurrentQueue<JsonObject> Received { get; } = new();

        public string Url => $"{app.Urls.First()}/graph/notifications";

        public static async Task<Receiver> StartAsync(bool echo = true, int failures = 0)
        {
            var app = WebApplication.Create(["--urls=http://127.0.0.1:0"]);
            var receiver = new Receiver(app);
            app.MapPost("/graph/notifications", async (HttpRequest request, string? validationToken) =>
            {
                if (validationToken is not null)
                {
                    return Results.Text(echo ? validationToken : "something else");
                }

                receiver.Received.Enqueue((await JsonNode.ParseAsync(request.Body))!.AsObject());
                return receiver.Received.Count <= failures ? Results.StatusCode(503) : Results.Accepted();
            });
            await app.StartAsync();
            return receiver;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
