namespace Crm.OutlookAddin.Tests.Api;

/// <summary>How often the pane's requests wait for PostgreSQL, counted on the wire, once the host is warm.</summary>
public sealed class RoundTripTests : IAsyncLifetime
{
    private TestPane pane = null!;
    private WireCounter wire = null!;
    private PaneUser ann = null!;

    public async Task InitializeAsync()
    {
        pane = await TestPane.StartAsync(
            world => [("ConnectionStrings:Crm", (wire = WireCounter.Before(world.Application)).ConnectionString)]);
        ann = await pane.PersonAsync("Ann Miller");
        var company = await pane.World.CompanyAsync(ann.User, "Litware", "litware.example");
        for (var i = 0; i < 20; i++)
        {
            var contact = await pane.World.ContactAsync(ann.User, $"Joe{i}", "Fox", $"joe{i}@litware.example", company);
            await pane.World.DealAsync(ann.User, $"Vans {i}", "1000", "Proposal", company, contact);
        }
    }

    public async Task DisposeAsync()
    {
        await pane.DisposeAsync();
        await wire.DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public async Task Known_people_their_cards_and_what_became_of_the_item_are_one_round_trip(int people)
    {
        var asked = Enumerable.Range(0, people).Select(i => new { email = $"joe{i}@litware.example", name = $"Joe{i}" }).ToArray<object>();

        var (answer, roundTrips) = await WarmAsync(() => ann.OpenAsync(asked, "<1@x>"));

        Assert.Equal(1, roundTrips);
        Assert.Equal(people, answer["people"]!.AsArray().Count(p => (string?)p!["kind"] == "contact"));
        Assert.Equal(Math.Min(people, 4), answer["people"]!.AsArray().Count(p => p!["card"] is not null));
        Assert.Contains("Vans 0", answer.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_somebody_unknown_the_form_and_the_companys_card_are_four_more()
    {
        var (answer, roundTrips) = await WarmAsync(() => ann.OpenAsync([new { email = "new@litware.example", name = "New One" }]));

        Assert.Equal("company", (string?)answer["people"]![0]!["kind"]);
        Assert.Single(answer["cards"]!.AsArray());
        Assert.InRange(roundTrips, 2, 5);
    }

    [Fact]
    public async Task Whom_somebody_unknown_may_be_under_a_new_address_travels_with_the_companys_card()
    {
        object[] people = [new { email = "joe3@home.example", name = "Joe3 Fox" }, new { email = "j.fox@litware.example", name = "J Fox" }];
        var (answer, roundTrips) = await WarmAsync(() => ann.OpenAsync(people));

        Assert.Equal(2, answer["people"]!.AsArray().Count(p => p!["mayBe"] is not null));
        Assert.InRange(roundTrips, 2, 5);
    }

    /// <summary>
    /// Who clicks on does not wait for an answer: whatever a request was broken off in, the next on its connection is right.
    /// </summary>
    [Fact]
    public async Task Requests_that_are_broken_off_leave_their_connections_in_order()
    {
        var random = new Random(11);
        for (var i = 0; i < 150; i++)
        {
            using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(random.NextDouble() * 12));
            var people = Enumerable.Range(0, random.Next(1, 5)).Select(p => new { email = $"joe{p}@litware.example" });
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/context") { Content = JsonContent.Create(new { people }) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ann.Token);
            try
            {
                using var answer = await pane.Http.SendAsync(request, impatient.Token);
            }
            catch (OperationCanceledException)
            {
                // As meant.
            }

            if (i % 5 == 0)
            {
                var known = await ann.OpenAsync([new { email = "joe0@litware.example" }, new { email = "joe1@litware.example" }]);
                Assert.All(known["people"]!.AsArray(), p => Assert.Contains("Vans", p!["card"]!.ToJsonString(), StringComparison.Ordinal));
            }
        }
    }

    /// <summary>What one request kept on a connection (Sql.KeepId) is nothing to the next.</summary>
    [Fact]
    public async Task Somebody_unknown_is_unknown_on_a_connection_that_found_somebody_before()
    {
        for (var i = 0; i < 12; i++)
        {
            var known = await ann.OpenAsync([new { email = "joe0@litware.example" }, new { email = "joe1@litware.example" }]);
            var unknown = await ann.OpenAsync([new { email = "nobody@elsewhere.example" }, new { email = "joe2@litware.example" }]);

            Assert.All(known["people"]!.AsArray(), p => Assert.Equal("contact", (string?)p!["kind"]));
            Assert.Equal(["unknown", "contact"], unknown["people"]!.AsArray().Select(p => (string)p!["kind"]!));
            Assert.Contains("Vans 2", unknown["people"]![1]!["card"]!.ToJsonString(), StringComparison.Ordinal);
            Assert.DoesNotContain("Vans", unknown["people"]![0]!["card"]!.ToJsonString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/api/companies?filter=name%20starts%20with%20Lit", 1)]
    [InlineData("/api/deals?filter=value%20%3E%2010", 1)]
    [InlineData("/api/contacts", 1)]
    public async Task A_list_with_its_counts_is_one_round_trip(string path, int most)
    {
        var (answer, roundTrips) = await WarmAsync(() => ann.ReadAsync(path));

        Assert.Equal(most, roundTrips);
        Assert.NotEmpty(answer["items"]!.AsArray());
    }

    [Fact]
    public async Task A_record_with_its_timeline_is_one_round_trip_and_the_end_of_its_transaction()
    {
        var id = await pane.World.TruthAsync<Guid>("select id from contacts where first_name = 'Joe3'");

        var (_, roundTrips) = await WarmAsync(() => ann.ReadAsync($"/api/contacts/{id}"));

        Assert.Equal(2, roundTrips);
    }

    private async Task<(JsonObject Answer, int RoundTrips)> WarmAsync(Func<Task<JsonObject>> ask)
    {
        JsonObject answer = null!;
        for (var i = 0; i < 12; i++)
        {
            answer = await ask(); // Each connection of the pool prepares what it is asked twice.
        }

        return (answer, await wire.OfAsync(ask));
    }
}
