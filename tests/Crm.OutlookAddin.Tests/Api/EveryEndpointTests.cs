namespace Crm.OutlookAddin.Tests.Api;

/// <summary>
/// Every endpoint of the API's own document and every verb of the cards: with each wrong token, and with the right tokens of other people,
/// other tenants and people who only look. What belongs to somebody else is neither told nor changed.
/// </summary>
public sealed class EveryEndpointTests(EveryEndpointTests.TwoFirms firms) : IClassFixture<EveryEndpointTests.TwoFirms>
{
    private const string Secret = "quillwort";

    public static TheoryData<string, int> WrongTokens => new()
    {
        { "none", 401 }, { "expired", 401 }, { "audience", 401 }, { "issuer", 401 }, { "signature", 401 }, { "version", 401 },
        { "scope", 403 }, { "application", 403 }, { "client", 403 }, { "personal", 403 }, { "tenant", 403 }, { "account", 403 },
    };

    [Theory]
    [MemberData(nameof(WrongTokens))]
    public async Task No_endpoint_opens_to_a_wrong_token(string wrong, int status)
    {
        foreach (var (method, path) in await firms.EndpointsAsync())
        {
            using var answer = await firms.SendAsync(method, firms.Filled(path), firms.Token(wrong));

            Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode} to {method} {path} with a wrong token ({wrong})");
            Assert.DoesNotContain(Secret, await answer.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData("another person")]
    [InlineData("a manager of another tenant")]
    [InlineData("an administrator of another tenant")]
    public async Task What_belongs_to_somebody_else_is_neither_told_nor_changed(string who)
    {
        var before = await firms.OfAnnAsync();

        foreach (var (asked, answer) in await EverythingAsync(firms.People[who]))
        {
            Assert.False(answer.Contains(Secret, StringComparison.OrdinalIgnoreCase), $"{who} by {asked}: {answer}");
        }

        Assert.Equal(before, await firms.OfAnnAsync());
    }

    [Fact]
    public async Task Who_only_looks_changes_nothing_by_any_endpoint_or_verb()
    {
        var before = await firms.StateAsync();

        var answers = await EverythingAsync(firms.People["an auditor"]);

        Assert.Contains(answers, a => a.Answer.Contains(Secret, StringComparison.OrdinalIgnoreCase)); // They do see it.
        Assert.Equal(before, await firms.StateAsync());
    }

    /// <summary>Every endpoint and every verb about each of the records that are not theirs; a failure of ours is a failed test.</summary>
    private async Task<List<(string Asked, string Answer)>> EverythingAsync(PaneUser person)
    {
        var answers = new List<(string, string)>();
        foreach (var (method, path) in await firms.EndpointsAsync())
        {
            if (path.Contains("/cards/", StringComparison.Ordinal))
            {
                continue;
            }

            foreach (var call in path.Contains("{id}", StringComparison.Ordinal)
                ? firms.Records.Select(r => path.Replace("{id}", $"{r.Id}", StringComparison.Ordinal))
                : [path, $"{path}?q=quil&dataset=companies&filter=name%20contains%20quil"])
            {
                await AskAsync(method, call, null);
            }
        }

        foreach (var verb in CardRoutes.Table.Keys)
        {
            foreach (var (kind, id) in firms.Records)
            {
                await AskAsync("POST", $"/api/cards/{verb}", new
                {
                    data = new
                    {
                        kind, id, recordId = id, activityId = id, contactId = id, companyId = id, dealId = id, version = 1, whose = "own",
                        typed = new { name = "Taken", title = "Taken", firstName = "Taken", lastName = "Over" }, name = "Taken",
                    },
                });
            }
        }

        return answers;

        async Task AskAsync(string method, string path, object? body)
        {
            using var answer = await firms.SendAsync(method, path, person.Token, body ?? new { name = "Taken", title = "Taken" });
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(
                (int)answer.StatusCode < 500 || (int)answer.StatusCode == 503, $"{(int)answer.StatusCode} to {method} {path}: {text}");
            answers.Add(($"{method} {path}", text));
        }
    }

    /// <summary>Contoso with Ann's records, of which each name holds a word of its own, and Fabrikam.</summary>
    public sealed class TwoFirms : IAsyncLifetime
    {
        private static readonly string[] Tables =
            ["companies", "contacts", "deals", "activities", "saved_views", "pipeline_stages", "custom_field_definitions", "exchange_rates",
                "capture_policies", "teams", "team_members", "team_policies", "record_history"];

        private TestPane pane = null!;
        private IReadOnlyList<(string, string)>? endpoints;

        public Dictionary<string, PaneUser> People { get; } = [];

        public IReadOnlyList<(RecordKind Kind, Guid Id)> Records { get; private set; } = [];

        public async Task InitializeAsync()
        {
            pane = await TestPane.StartAsync(
                settings: [("AzureAd:TenantId", "organizations"), ("RateLimits:PerPerson", "0"), ("RateLimits:PerAddress", "0")]);
            var ann = (await pane.PersonAsync("Ann Miller")).User;
            var company = await pane.World.CompanyAsync(ann, $"{Secret} works", $"{Secret}.example");
            var contact = await pane.World.ContactAsync(ann, "Joe", Secret, $"joe@{Secret}.example", company);
            var deal = await pane.World.DealAsync(ann, $"{Secret} vans", "1000", "Proposal", company, contact);
            await pane.World.PressAsync(ann, "activity.log", new
            {
                type = "CALL", subject = $"About {Secret}", contactId = contact, companyId = company, dealId = deal,
            });
            Records =
            [
                (RecordKind.Company, company), (RecordKind.Contact, contact), (RecordKind.Deal, deal),
                (RecordKind.Activity, await pane.World.TruthAsync<Guid>("select id from activities")),
            ];
            People["another person"] = await pane.PersonAsync("Bob Ott");
            People["an auditor"] = await pane.PersonAsync("Una Auditor", Role.Readonly);
            People["a manager of another tenant"] = await pane.PersonAsync("Megan Bowen", Role.Manager, World.Fabrikam);
            People["an administrator of another tenant"] = await pane.PersonAsync("Patti Fernandez", Role.Admin, World.Fabrikam);
        }

        public async Task DisposeAsync() => await pane.DisposeAsync();

        public async Task<IReadOnlyList<(string Method, string Path)>> EndpointsAsync()
        {
            if (endpoints is null)
            {
                var document = JsonNode.Parse(await pane.Http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)))!;
                endpoints = [.. document["paths"]!.AsObject().SelectMany(
                    path => path.Value!.AsObject().Select(method => (method.Key.ToUpperInvariant(), path.Key)))];
                Assert.InRange(endpoints.Count, 40, 200);
            }

            return endpoints;
        }

        public string Filled(string path) => path.Replace("{id}", $"{Records[0].Id}", StringComparison.Ordinal)
            .Replace("{verb}", "company.show", StringComparison.Ordinal);

        /// <summary>Ann's records and their history.</summary>
        public Task<string> OfAnnAsync()
        {
            var ids = string.Join(", ", Records.Select(r => $"'{r.Id}'"));
            return pane.World.TruthAsync<string>("select " + string.Join(
                " || ", Records.Select(r => $"(select x::text from {RecordWords.Plural(r.Kind)} x where id = '{r.Id}')"))
                + $" || (select count(*) from record_history where record_id in ({ids}))");
        }

        /// <summary>Every row of what can be changed, of Ann's tenant.</summary>
        public Task<string> StateAsync() => pane.World.TruthAsync<string>(
            "select " + string.Join(
                " || ", Tables.Select(t => $"coalesce((select md5(string_agg(x::text, '|' order by x::text)) from {t} x), '')")));

        public string? Token(string wrong)
        {
            var person = People["another person"].User.Id;
            JsonObject With(string name, JsonNode? value) => pane.Claims(person, null, (name, value));
            return new Dictionary<string, Func<string?>>(StringComparer.Ordinal)
            {
                ["none"] = () => null,
                ["expired"] = () => pane.Token(pane.Claims(person), lifetimeSeconds: -600),
                ["audience"] = () => pane.Token(With("aud", "00000003-0000-0000-c000-000000000000")),
                ["issuer"] = () => pane.Token(With("iss", $"https://login.example/{World.Contoso}/v2.0")),
                ["signature"] = () => pane.Token(pane.Claims(person)) is var whole ? whole[..^8] + "AAAAAAAA" : "",
                ["version"] = () => pane.Token(With("ver", "1.0")),
                ["scope"] = () => pane.Token(With("scp", "Mail.Read")),
                ["application"] = () => pane.Token(With("idtyp", "app")),
                ["client"] = () => pane.Token(With("azp", "77777777-7777-4777-8777-777777777777")),
                ["personal"] = () => pane.Token(pane.Claims(person, Guid.Parse("9188040d-6c67-4c5b-b112-36a304b66dad"))),
                ["tenant"] = () => pane.Token(pane.Claims(person, Guid.Parse("77777777-7777-4777-8777-777777777777"))),
                ["account"] = () => pane.Token(pane.Claims(Guid.Parse("77777777-7777-4777-8777-777777777777"))),
            }[wrong]();
        }

        public async Task<HttpResponseMessage> SendAsync(string method, string path, string? token, object? body = null)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            if (method is not ("GET" or "DELETE"))
            {
                request.Content = body is null ? new StringContent("{}", Encoding.UTF8, "application/json") : JsonContent.Create(body);
            }

            if (token is not null)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            }

            return await pane.Http.SendAsync(request);
        }
    }
}
