namespace Crm.OutlookAddin.Tests.Api;

/// <summary>Every rule for tokens, one broken at a time.</summary>
public sealed class CallerTests(CallerTests.Door door) : IClassFixture<CallerTests.Door>
{
    private static readonly Guid PersonalAccounts = Guid.Parse("9188040d-6c67-4c5b-b112-36a304b66dad");
    private static readonly Guid Nobody = Guid.Parse("77777777-7777-4777-8777-777777777777");

    [Fact]
    public async Task A_persons_own_token_opens_the_door()
    {
        await AssertStatusAsync(200, door.Claims());
        await AssertStatusAsync(200, door.Claims(("scp", "openid Crm.Access profile")));
        await AssertStatusAsync(200, door.Claims(("azp", TestPane.OtherClient)));
    }

    [Fact]
    public async Task Without_a_token_there_is_a_challenge_that_says_nothing()
    {
        using var answer = await door.Pane.SendAsync(HttpMethod.Get, "/api/deals", null);

        await answer.ProblemAsync(401);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
    }

    public static TheoryData<string, string, string?> Broken => new()
    {
        { "another audience", "aud", "00000003-0000-0000-c000-000000000000" },
        { "our audience as a version 1 name", "aud", $"api://{TestPane.ClientId}" },
        { "no audience", "aud", null },
        { "another tenant's issuer", "iss", $"{{instance}}{World.Fabrikam}/v2.0" },
        { "a version 1 issuer", "iss", $"https://sts.windows.net/{World.Contoso}/" },
        { "the issuer without its version", "iss", $"{{instance}}{World.Contoso}" },
        { "no issuer", "iss", null },
        { "version 1", "ver", "1.0" },
        { "no version", "ver", null },
        { "no expiry", "exp", null },
        { "no tenant", "tid", null },
        { "a tenant that isn't a GUID", "tid", "contoso.example" },
        { "no object id", "oid", null },
        { "an object id that isn't a GUID", "oid", "alexw@contoso.example" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_token_that_is_not_genuine_is_answered_with_401(string what, string claim, string? value)
    {
        Assert.NotEmpty(what);
        await AssertInvalidAsync(
            door.Pane.Token(door.Claims((claim, value?.Replace("{instance}", door.Pane.Instance, StringComparison.Ordinal)))));
    }

    [Fact]
    public async Task A_token_of_another_time_is_answered_with_401()
    {
        await AssertInvalidAsync(door.Pane.Token(door.Claims(), lifetimeSeconds: -600));
        await AssertInvalidAsync(
            door.Pane
            .Token(door.Claims(("nbf", DateTimeOffset.FromUnixTimeSeconds(4_000_000_000).ToUnixTimeSeconds()), ("exp", 4_000_003_600))));
    }

    [Fact]
    public async Task A_token_just_over_its_time_still_opens_the_door_because_clocks_differ() =>
        Assert.Equal(
            HttpStatusCode.OK,
            (await door.Pane.SendAsync(HttpMethod.Get, "/api/deals", door.Pane.Token(door.Claims(), lifetimeSeconds: -60))).StatusCode);

    [Fact]
    public async Task Only_the_published_keys_sign_and_only_with_RS256()
    {
        var key = door.Pane.Keys.Find("k1");
        using var foreign = RSA.Create(2048);

        await AssertInvalidAsync(
            Sign("RS256", "k1", bytes => foreign.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
        await AssertInvalidAsync(
            Sign("RS256", "k99", bytes => key.Rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
        await AssertInvalidAsync(Sign("PS256", "k1", bytes => key.Rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)));
        await AssertInvalidAsync(
            Sign("RS512", "k1", bytes => key.Rsa.SignData(bytes, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1)));
        await AssertInvalidAsync(Sign("none", "k1", _ => []));
        await AssertInvalidAsync(
            Sign("HS256", "k1", bytes => HMACSHA256.HashData(Encoding.ASCII.GetBytes(key.Rsa.ExportRSAPublicKeyPem()), bytes)));
        Assert.Equal(
            HttpStatusCode.OK,
            (await door.Pane.SendAsync(HttpMethod.Get, "/api/deals",
                Sign("RS256", "k1", bytes => key.Rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)))).StatusCode);
    }

    [Fact]
    public async Task A_changed_payload_is_answered_with_401()
    {
        var parts = door.Pane.Token(door.Claims()).Split('.');
        var payload = Base64UrlEncoder.Decode(parts[1]).Replace(door.Alex.ToString(), Nobody.ToString(), StringComparison.Ordinal);

        await AssertInvalidAsync($"{parts[0]}.{Base64UrlEncoder.Encode(payload)}.{parts[2]}");
        await AssertInvalidAsync("not.a.token");
        await AssertInvalidAsync("nothing");
    }

    [Fact]
    public async Task A_genuine_token_without_the_permission_is_answered_with_403()
    {
        await AssertForbiddenAsync("lacks the permission Crm.Access", door.Claims(("scp", "Mail.Read")));
        await AssertForbiddenAsync("lacks the permission Crm.Access", door.Claims(("scp", "Crm.Access.All")));
        await AssertForbiddenAsync("for people", door.Claims(("scp", null)));
        await AssertForbiddenAsync("for people", door.Claims(("idtyp", "app")));
        await AssertForbiddenAsync("for people", door.Claims(("scp", null), ("roles", new JsonArray("Crm.Access"))));
    }

    [Fact]
    public async Task A_client_that_is_not_named_may_not_call()
    {
        await AssertForbiddenAsync("client application", door.Claims(("azp", Nobody.ToString())));
        await AssertForbiddenAsync("client application", door.Claims(("azp", null)));
    }

    [Fact]
    public async Task Personal_accounts_and_other_organisations_are_told_so()
    {
        await AssertForbiddenAsync("Personal Microsoft accounts", door.Pane.Claims(door.Alex, PersonalAccounts));
        await AssertForbiddenAsync("does not use this CRM", door.Pane.Claims(door.Alex, Nobody));
        await AssertForbiddenAsync("does not use this CRM", door.Pane.Claims(door.Alex, World.Fabrikam));
    }

    [Fact]
    public async Task Somebody_without_an_account_learns_whom_to_ask() =>
        await AssertForbiddenAsync("Ask Patti Fernandez to add you", door.Pane.Claims(Nobody));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData("1")]
    [InlineData("member")]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_guest_without_an_account_gets_none_and_learns_nobodys_name(object? acct)
    {
        await using var pane = await TestPane.StartAsync(settings: ("Access:AutoProvision", "true"));
        await pane.World.UserAsync("Patti Fernandez", Role.Admin);
        var guest = Guid.CreateVersion7();

        using var answer =
            await pane.SendAsync(HttpMethod.Get, "/api/deals", pane.Token(pane.Claims(guest, null, ("acct", JsonValue.Create(acct)))));

        var why = (await answer.ProblemAsync(403))["detail"]!.GetValue<string>();
        Assert.Contains("for members of the organisation", why, StringComparison.Ordinal);
        Assert.DoesNotContain("Patti", why, StringComparison.Ordinal);
        Assert.DoesNotContain("Contoso", why, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, await pane.World.TruthAsync<long>($"select count(*) from users where entra_object_id = '{guest}'"));
    }

    [Fact]
    public async Task A_guest_with_an_account_comes_in() => await AssertStatusAsync(200, door.Claims(("acct", 1)));

    [Fact]
    public async Task A_member_without_an_account_gets_one_where_the_setting_says_so()
    {
        await using var pane = await TestPane.StartAsync(settings: ("Access:AutoProvision", "true"));

        using var answer = await pane.SendAsync(HttpMethod.Get, "/api/deals", pane.Token(pane.Claims(Guid.CreateVersion7())));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_person_is_known_by_tenant_and_object_id_and_not_by_what_else_the_token_says() =>
        await AssertForbiddenAsync(
            "no account", door.Pane
            .Claims(Nobody, null, ("preferred_username", "alex.wilber@contoso.example"), ("email", "alex.wilber@contoso.example")));

    [Fact]
    public async Task An_installation_for_every_organisation_admits_those_in_its_table_only()
    {
        await using var pane = await TestPane.StartAsync(settings: ("AzureAd:TenantId", "organizations"));
        var megan = await pane.PersonAsync("Megan Bowen", tenant: World.Fabrikam);

        Assert.Equal(0, (await megan.ReadAsync("/api/deals"))["total"]!.GetValue<int>());
        using var foreign = await pane.SendAsync(HttpMethod.Get, "/api/deals", pane.Token(pane.Claims(Nobody, Nobody)));
        Assert.Contains("does not use this CRM", (await foreign.ProblemAsync(403))["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        using var mixed = await pane.SendAsync(
            HttpMethod.Get, "/api/deals", pane.Token(pane.Claims(Nobody, World.Fabrikam, ("iss", $"{pane.Instance}{World.Contoso}/v2.0"))));
        await mixed.ProblemAsync(401);
    }

    public static TheoryData<string, string, string> Faulty => new()
    {
        { "AzureAd:Instance", "http://login.example/", "AzureAd:Instance must be an https address" },
        { "AzureAd:ClientId", "", "AzureAd:ClientId must be the GUID" },
        { "AzureAd:TenantId", "common", "AzureAd:TenantId must be a tenant's GUID" },
        { "AzureAd:AllowedClientIds:0", "everybody", "AzureAd:AllowedClientIds: 'everybody'" },
        { "Pane:OfficeJsUrl", "http://localhost/office.js", "Pane:OfficeJsUrl must be an https address" },
        { "Pane:FrameAncestors", "https://outlook.example; script-src *", "Pane:FrameAncestors" },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public async Task In_production_the_host_refuses_to_start_with(string key, string value, string sentence)
    {
        await using var app = TestPane.Build(
            "Production", Path.GetTempPath(), TimeProvider.System,
            ("ConnectionStrings:Crm", "Host=localhost"), ("AzureAd:ClientId", TestPane.ClientId),
            ("AzureAd:TenantId", World.Contoso.ToString()), (key, value));

        var refused = await Assert.ThrowsAnyAsync<Exception>(() => app.StartAsync());

        Assert.Contains(sentence, refused.ToString(), StringComparison.Ordinal);
    }

    private async Task AssertStatusAsync(int status, JsonObject claims)
    {
        using var answer = await door.Pane.SendAsync(HttpMethod.Get, "/api/deals", door.Pane.Token(claims));
        Assert.Equal(status, (int)answer.StatusCode);
    }

    private async Task AssertInvalidAsync(string token)
    {
        using var answer = await door.Pane.SendAsync(HttpMethod.Get, "/api/deals", token);
        await answer.ProblemAsync(401);
        Assert.Equal("Bearer error=\"invalid_token\"", answer.Headers.WwwAuthenticate.ToString());
    }

    private async Task AssertForbiddenAsync(string why, JsonObject claims)
    {
        using var answer = await door.Pane.SendAsync(HttpMethod.Get, "/api/deals", door.Pane.Token(claims));
        Assert.Contains(why, (await answer.ProblemAsync(403))["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private string Sign(string algorithm, string kid, Func<byte[], byte[]> sign)
    {
        var claims = door.Claims(("exp", 4_000_000_000));
        var text =
            $"{Base64UrlEncoder.Encode($$"""{"typ":"JWT","alg":"{{algorithm}}","kid":"{{kid}}"}""")}"
                + $".{Base64UrlEncoder.Encode(claims.ToJsonString())}";
        return $"{text}.{Base64UrlEncoder.Encode(sign(Encoding.ASCII.GetBytes(text)))}";
    }

    /// <summary>One host for all of these: they only knock.</summary>
    public sealed class Door : IAsyncLifetime
    {
        public TestPane Pane { get; private set; } = null!;

        public Guid Alex { get; } = Guid.CreateVersion7();

        public JsonObject Claims(params (string Name, JsonNode? Value)[] changes) => Pane.Claims(Alex, null, changes);

        public async Task InitializeAsync()
        {
            Pane = await TestPane.StartAsync();
            await Pane.World.UserAsync("Alex Wilber", oid: Alex);
            await Pane.World.UserAsync("Patti Fernandez", Role.Admin);
        }

        public async Task DisposeAsync() => await Pane.DisposeAsync();
    }
}
