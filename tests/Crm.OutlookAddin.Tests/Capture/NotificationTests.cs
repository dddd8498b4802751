using Npgsql;

namespace Crm.OutlookAddin.Tests.Capture;

public sealed class NotificationTests : RigTests
{
    protected override async Task ArrangeAsync()
    {
        await Book.PutAsync(
            new Subscription("sub-1", Alex.User.Tenant.Id, Alex.User.Id, Alex.ObjectId, "inbox", "our-secret",
                TimeProvider.System.GetUtcNow().AddDays(3)), CancellationToken.None);
    }

    [Theory]
    [InlineData("graph/notifications")]
    [InlineData("graph/lifecycle")]
    public async Task The_handshake_gives_the_token_back_as_plain_text_and_harmless(string path)
    {
        using var answer = await Rig.Http.PostAsync(
            $"{path}?validationToken={Uri.EscapeDataString("Validation: a+b/c= <script>alert(1)</script>")}", null);

        Assert.Equal((HttpStatusCode.OK, "text/plain"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal("Validation: a+b/c= &lt;script&gt;alert(1)&lt;/script&gt;", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_handshake_is_answered_before_a_body_is_looked_at()
    {
        using var nonsense = new StringContent("{ not json", Encoding.UTF8, "text/plain");
        using var answer = await Rig.Http.PostAsync("graph/notifications?validationToken=abc", nonsense);
        Assert.Equal("abc", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_genuine_notification_is_stored_and_waits_for_its_run()
    {
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("sub-1", "our-secret"));

        Assert.Equal([new Waiting(Alex.User.Tenant.Id, Alex.User.Id, "inbox")], await Book.WaitingAsync(CancellationToken.None));
        Assert.Equal(1L, await JobsAsync("SyncAsync"));
    }

    [Theory]
    [InlineData("sub-1", "another-secret")]
    [InlineData("sub-1", null)]
    [InlineData("sub-2", "our-secret")]
    [InlineData("SUB-1", "our-secret")]
    public async Task What_is_not_ours_gets_the_same_answer_and_leaves_no_trace(string subscription, string? state)
    {
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(subscription, state));
        Assert.Equal(0L, await CountAsync("graph_notifications"));
        Assert.Equal(0L, await JobsAsync("SyncAsync"));
    }

    [Fact]
    public async Task Twenty_notifications_make_one_run()
    {
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.Accepted, await PostAsync("sub-1", "our-secret", $"item-{i}"));
        }

        Assert.Equal(20L, await CountAsync("graph_notifications"));
        Assert.Equal(1L, await JobsAsync("SyncAsync"));
    }

    [Fact]
    public async Task Nonsense_is_refused_and_so_is_more_than_a_megabyte()
    {
        using var broken = new StringContent("{\"value\":", Encoding.UTF8, "application/json");
        using var list = new StringContent("[]", Encoding.UTF8, "application/json");
        using var large =
            new StringContent($"{{\"value\":[],\"pad\":\"{new string('x', 1024 * 1024)}\"}}", Encoding.UTF8, "application/json");
        using var deep = new StringContent(new string('[', 500), Encoding.UTF8, "application/json");

        Assert.Equal(HttpStatusCode.BadRequest, (await Rig.Http.PostAsync("graph/notifications", broken)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Rig.Http.PostAsync("graph/notifications", list)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Rig.Http.PostAsync("graph/notifications", deep)).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Rig.Http.PostAsync("graph/notifications", large)).StatusCode);
    }

    [Fact]
    public async Task A_body_is_sixteen_levels_deep_at_most()
    {
        foreach (var (levels, status) in new[] { (10, HttpStatusCode.Accepted), (20, HttpStatusCode.BadRequest) })
        {
            var pad = new string('[', levels) + new string(']', levels);
            using var body = new StringContent("{\"value\":[],\"pad\":" + pad + "}", Encoding.UTF8, "application/json");
            Assert.Equal(status, (await Rig.Http.PostAsync("graph/notifications", body)).StatusCode);
        }
    }

    [Theory]
    [InlineData("sub-1")]
    [InlineData("nobody")]
    [InlineData("not an id")]
    public async Task A_body_counts_for_five_hundred_entries_at_most(string id)
    {
        var entries = Enumerable.Range(0, 2000).Select(
            i => new { subscriptionId = id, clientState = "our-secret", changeType = "created", resourceData = new { id = $"item-{i}" } });
        using var answer = await Rig.Http.PostAsJsonAsync("graph/notifications", new { value = entries });

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(id == "sub-1" ? 500L : 0L, await CountAsync("graph_notifications"));
    }

    [Theory]
    [InlineData("graph/notifications")]
    [InlineData("graph/lifecycle")]
    public async Task However_many_entries_of_a_body_are_wrong_one_line_is_logged(string path)
    {
        var wrong = new object?[]
        {
            new { subscriptionId = "nobody", clientState = "our-secret" }, new { subscriptionId = "not an id" },
                new { subscriptionId = 12 }, new { subscriptionId = new string('x', 150) },
            new { clientState = "our-secret" }, new { subscriptionId = "sub-1", clientState = new string('x', 150) },
                new { subscriptionId = "sub-1", resourceData = "none" },
            new { subscriptionId = "s'; drop table users", lifecycleEvent = "\n forged" }, "text", 7, null, new object[] { 1, 2 },
        };
        using var many = await Rig.Http.PostAsJsonAsync(path,
            new { value = Enumerable.Range(0, 3000).Select(i => wrong[i % wrong.Length]) });
        var first = Said.Count();
        using var few = await Rig.Http.PostAsJsonAsync(path, new { value = wrong });

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (many.StatusCode, few.StatusCode));
        Assert.Equal((1, 2), (first, Said.Count()));
        Assert.StartsWith("3000 of 3000 notifications of one body were dropped", Said.First(), StringComparison.Ordinal);
        Assert.All(Rig.Log, line => Assert.DoesNotContain("forged", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" sub-1")]
    [InlineData("sub-1' or '1'='1")]
    [InlineData("sub_1")]
    [InlineData("süb-1")]
    [InlineData("sub-1\n")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789")]
    public async Task An_id_of_another_shape_is_not_asked_for(string id)
    {
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(id, "our-secret"));
        Assert.Equal(0L, await CountAsync("graph_notifications"));
        AssertUnreadable();
    }

    [Fact]
    public async Task A_secret_longer_than_Graph_takes_is_dropped()
    {
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("sub-1", new string('x', 100_000)));
        Assert.Equal(0L, await CountAsync("graph_notifications"));
        AssertUnreadable();
    }

    /// <summary>Neither looked for nor compared: an unknown subscription and a wrong secret would leave no trace either.</summary>
    private void AssertUnreadable() =>
        Assert.Contains("1 of 1 notifications of one body were dropped: 1 not of", Assert.Single(Said), StringComparison.Ordinal);

    [Theory]
    [InlineData("graph/notifications")]
    [InlineData("graph/lifecycle")]
    public async Task An_address_that_knocks_too_often_is_told_to_wait(string path)
    {
        await using var limited = await CaptureRig.StartAsync(
            settings: [("RateLimits:PerAddress", "1"), ("RateLimits:PerAddressAtOnce", "5")]);
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 12; i++)
        {
            using var answer = await limited.Http.PostAsync($"{path}?validationToken=abc", null);
            statuses.Add(answer.StatusCode);
            Assert.Equal(answer.StatusCode is HttpStatusCode.TooManyRequests, answer.Headers.RetryAfter is not null);
        }

        Assert.Equal(HttpStatusCode.OK, statuses[0]);
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
    }

    [Fact]
    public async Task What_could_not_be_stored_is_not_acknowledged()
    {
        await ExecuteAsync("revoke insert on crm_control.graph_notifications from crm_app");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await PostAsync("sub-1", "our-secret"));
    }

    [Fact]
    public async Task A_removed_subscription_is_asked_for_again_and_the_folder_read()
    {
        using var answer = await Rig.Http.PostAsJsonAsync(
            "graph/lifecycle",
            new { value = new[] { new { subscriptionId = "sub-1", clientState = "our-secret", lifecycleEvent = "subscriptionRemoved" } } });

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(1L, await JobsAsync("SubscribeAsync"));
        Assert.Equal(1L, await JobsAsync("SyncAsync"));
    }

    /// <summary>What the log says of notifications.</summary>
    private IEnumerable<string> Said => Rig.Log.Where(line => line.Contains("notifications of one body", StringComparison.Ordinal));

    private ISubscriptionStore Book => Rig.Services.GetRequiredService<ISubscriptionStore>();

    private async Task<HttpStatusCode> PostAsync(string subscription, string? state, string item = "AAkA1")
    {
        using var answer = await Rig.Http.PostAsJsonAsync("graph/notifications", new
        {
            value = new[]
            {
                new
                {
                    subscriptionId = subscription, clientState = state, changeType = "created",
                    tenantId = "11111111-1111-4111-8111-111111111111",
                    resource = $"Users/{Alex.ObjectId}/Messages/{item}", resourceData = new { id = item },
                },
            },
        });
        return answer.StatusCode;
    }

    private Task<long> CountAsync(string what) => Rig.World.TruthAsync<long>("select count(*) from crm_control." + what);

    /// <summary>Jobs that wait for a worker.</summary>
    private Task<long> JobsAsync(string method) => Rig.World.TruthAsync<long>(
        "select count(*) from hangfire.jobqueue q join hangfire.job j on j.id = q.jobid "
        + $"where q.queue = 'capture' and j.invocationdata::text like '%\"{method}\"%'");

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Rig.World.Owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
