using System.Net.Http.Headers;
using Crm.Benchmarks.Bot;
using Xunit.Abstractions;

namespace Crm.Bot.Tests.Teams;

/// <summary>
/// The real host in its own process, killed while it works: what Teams delivers again afterwards is done and answered once.
/// </summary>
public sealed class ExactlyOnceTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Deliveries = 4;
    private const int Rounds = 5;

    private static readonly Guid Oid = Guid.Parse("33333333-3333-4333-8333-333333333330");

    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(30) };

    private World world = null!;
    private BenchChannel channel = null!;
    private HostProcess bot = null!;

    public async Task InitializeAsync()
    {
        world = await World.CreateAsync();
        var me = await world.UserAsync("Ann Miller", oid: Oid);
        await world.ContactAsync(me, "Clara", "Nilsson");
        channel = await BenchChannel.StartAsync(keepsReplies: true);
        bot = await StartAsync();
    }

    public async Task DisposeAsync()
    {
        await bot.DisposeAsync();
        await channel.DisposeAsync();
        await world.DisposeAsync();
    }

    [Fact]
    public async Task What_is_delivered_four_times_with_a_kill_in_between_is_done_once_and_answered_once()
    {
        var (random, interrupted) = (new Random(11), 0);
        for (var round = 0; round < Rounds; round++)
        {
            var messages = new[] { Message($"call-{round}", $"log call with Clara about round {round}"), Message($"list-{round}", "deals"),
                Message($"task-{round}", $"remind me tomorrow to do {round}") };
            var submit = Submit(round);
            var first = Task.WhenAll(messages.Append(submit).SelectMany(a => Enumerable.Repeat(a, Deliveries)).Select(TryDeliverAsync));
            await Task.Delay(random.Next(0, 400));
            await bot.KillAsync();
            interrupted += (await first).Count(answer => answer is null);
            var before = messages.ToDictionary(m => m, m => Replies(m).Count);
            var noted = await AsyncDictionary(messages, IsNotedAsync);

            bot = await StartAsync();
            var again = await Task.WhenAll(messages.Append(submit).SelectMany(a => Enumerable.Repeat(a, Deliveries)).Select(DeliverAsync));

            Assert.Equal(1, await world.TruthAsync<long>($"select count(*) from activities where lower(subject) = 'round {round}'"));
            Assert.Equal(1, await world.TruthAsync<long>($"select count(*) from activities where subject = 'do {round}'"));
            Assert.Equal(1, await world.TruthAsync<long>($"select count(*) from deals where title = 'Deal of round {round}'"));
            Assert.All(again.TakeLast(Deliveries), answer => Assert.Contains($"Deal of round {round}", answer));

            // One answer each; where the host died between the connector's yes and its own note of it, the answer is repeated rather than
            // lost.
            Assert.All(messages, m => Assert.Equal(before[m] == 1 && !noted[m] ? 2 : 1, Replies(m).Count));
        }

        output.WriteLine($"{interrupted} of {Rounds * 4 * Deliveries} first deliveries were cut off.");
        Assert.True(interrupted > 0, "No kill fell into a turn.");
    }

    [Fact]
    public async Task A_host_that_dies_before_it_knows_that_its_answer_arrived_repeats_the_answer_and_not_the_deed()
    {
        var message = Message("late", "log call with Clara about the offer");
        channel.AnswersAfter = TimeSpan.FromSeconds(20);
        var first = TryDeliverAsync(message);
        await channel.ReplyTo(Id(message)).WaitAsync(TimeSpan.FromSeconds(20));
        await bot.KillAsync();
        Assert.Null(await first);
        channel.AnswersAfter = TimeSpan.Zero;

        bot = await StartAsync();
        await DeliverAsync(message);

        Assert.Equal(1, await world.TruthAsync<long>("select count(*) from activities"));
        Assert.Equal(2, Replies(message).Count);
        Assert.Equal(Card(Replies(message)[0]), Card(Replies(message)[1]));
    }

    [Fact]
    public async Task Two_hosts_that_get_the_same_message_at_once_answer_it_once()
    {
        await using var other = await StartAsync();
        var messages = Enumerable.Range(0, 5).Select(i => Message($"both-{i}", $"log call with Clara about both {i}")).ToList();

        await Task.WhenAll(messages.SelectMany(m => new[] { bot, other, bot, other }.Select(host => PostAsync(host, m))));

        Assert.Equal(5, await world.TruthAsync<long>("select count(*) from activities"));
        Assert.All(messages, m => Assert.Single(Replies(m)));
    }

    private Task<HostProcess> StartAsync() => HostProcess.CrmAsync(
        Workspace.Find(), typeof(ExactlyOnceTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration, channel,
        world.Application, CancellationToken.None);

    private List<Reply> Replies(JsonObject message) => [.. channel.Replies.Where(r => r.To == Id(message))];

    private static string Id(JsonObject activity) => activity["id"]!.GetValue<string>();

    /// <summary>The subject line: "as of" tells the time.</summary>
    private static string Card(Reply reply) => JsonElement.Parse(reply.Body).GetProperty("attachments")[0].GetProperty("content")
        .GetProperty("fallbackText").GetString()!;

    private Task<bool> IsNotedAsync(JsonObject message) => world.TruthAsync<bool>(
        "select exists (select from crm_control.answers where key = "
            + $"'{DeliveryKey.Of(message.Deserialize<Activity>(ActivityJson.Options)!)}' and answered_at is not null)");

    private static async Task<Dictionary<JsonObject, bool>> AsyncDictionary(
        IEnumerable<JsonObject> keys, Func<JsonObject, Task<bool>> value)
    {
        var read = new Dictionary<JsonObject, bool>();
        foreach (var key in keys)
        {
            read[key] = await value(key);
        }

        return read;
    }

    /// <returns>Null when the host died over it.</returns>
    private async Task<string?> TryDeliverAsync(JsonObject activity)
    {
        try
        {
            return await DeliverAsync(activity);
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private Task<string> DeliverAsync(JsonObject activity) => PostAsync(bot, activity);

    private async Task<string> PostAsync(HostProcess host, JsonObject activity)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, host.Messages) { Content = JsonContent.Create(activity.DeepClone()) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", channel.Token());
        using var answer = await Http.SendAsync(request);
        Assert.True(answer.StatusCode is HttpStatusCode.OK,
            answer.StatusCode is HttpStatusCode.OK ? "" : $"{answer.StatusCode} from a host that wrote: {await host.LogAsync()}");
        return await answer.Content.ReadAsStringAsync();
    }

    private JsonObject Message(string id, string text) => Activity("message", id, a => a["text"] = text);

    private JsonObject Submit(int round) => Activity("invoke", $"f:{round}", a =>
    {
        a["name"] = "adaptiveCard/action";
        a["value"] = new JsonObject
        {
            ["action"] = new JsonObject
            {
                ["type"] = "Action.Execute",
                ["verb"] = CreateDeal.Verb,
                ["data"] = new JsonObject { ["title"] = $"Deal of round {round}", ["value"] = "1000", ["submission"] = $"s{round}" },
            },
        };
    });

    private JsonObject Activity(string type, string id, Action<JsonObject> change)
    {
        var activity = new JsonObject
        {
            ["type"] = type,
            ["id"] = id,
            ["channelId"] = "msteams",
            ["serviceUrl"] = channel.ServiceUrl,
            ["from"] = new JsonObject { ["id"] = $"29:{Oid}", ["name"] = "Ann Miller", ["aadObjectId"] = Oid.ToString() },
            ["recipient"] = new JsonObject { ["id"] = "28:" + BenchChannel.AppId, ["name"] = "CRM" },
            ["conversation"] =
                new JsonObject { ["id"] = $"a:{Oid}", ["conversationType"] = "personal", ["tenantId"] = World.Contoso.ToString() },
            ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = World.Contoso.ToString() } },
        };
        change(activity);
        return activity;
    }
}
