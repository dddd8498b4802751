using System.Security.Cryptography.X509Certificates;
using Crm.Simulators.Graph;
using Mailbox = Crm.Core.Capture.Mailbox;
using Subscription = Crm.Core.Capture.Subscription;

namespace Crm.OutlookAddin.Tests.Capture;

/// <summary>Notifications that carry encrypted data: what Graph signed and encrypted for us counts, anything else is dropped.</summary>
public sealed class RichNotificationTests : IAsyncLifetime
{
    private const string Item = "AAMkAGI2-item";

    private readonly string folder = Directory.CreateTempSubdirectory("crm-rich-").FullName;
    private CaptureRig rig = null!;
    private Mailbox alex = null!;

    public async Task InitializeAsync()
    {
        rig = await CaptureRig.StartAsync(
            jobs: false, ("Graph:NotificationCertificates:0:SourceType", "Path"),
            ("Graph:NotificationCertificates:0:CertificateDiskPath", Write("newest")),
            ("Graph:NotificationCertificates:1:SourceType", "Path"),
            ("Graph:NotificationCertificates:1:CertificateDiskPath", Write("earlier")));
        alex = await rig.UserAsync();
        await Book.PutAsync(
            new Subscription("sub-1", alex.User.Tenant.Id, alex.User.Id, alex.ObjectId, "inbox", "our-secret",
                TimeProvider.System.GetUtcNow().AddDays(1)), CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await rig.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("newest")]
    [InlineData("earlier")]
    public async Task What_Graph_signed_and_encrypted_for_one_of_our_certificates_counts(string certificate)
    {
        await PostAsync(Encrypted(certificate), await TokenAsync());

        Assert.Equal(1L, await StoredAsync());
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_loaded_keeps_the_host_from_starting_and_says_so()
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => CaptureRig.StartAsync(
            jobs: false, ("Graph:NotificationCertificates:0:SourceType", "Path"),
            ("Graph:NotificationCertificates:0:CertificateDiskPath", Path.Combine(folder, "missing.pfx"))));

        Assert.Contains("Graph:NotificationCertificates", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_of_version_2_counts_as_well()
    {
        await PostAsync(Encrypted(), await TokenAsync(version: "2.0"));

        Assert.Equal(1L, await StoredAsync());
    }

    [Fact]
    public async Task Without_a_token_it_is_dropped_however_right_its_secret()
    {
        await PostAsync(Encrypted());

        Assert.Equal(0L, await StoredAsync());
    }

    [Theory]
    [InlineData("appid", "00000003-0000-0000-c000-000000000000")]
    [InlineData("aud", "9a3f7f0e-1b1c-4a57-9c1b-1f0d8c6f2a11")]
    [InlineData("iss", "https://sts.windows.net/9a3f7f0e-1b1c-4a57-9c1b-1f0d8c6f2a11/")]
    [InlineData("tid", "9a3f7f0e-1b1c-4a57-9c1b-1f0d8c6f2a11")]
    [InlineData("tid", null)]
    [InlineData("appid", null)]
    public async Task A_token_of_somebody_else_or_for_somebody_else_proves_nothing(string claim, string? value)
    {
        await PostAsync(Encrypted(), await TokenAsync(claim, value));

        Assert.Equal(0L, await StoredAsync());
    }

    [Fact]
    public async Task A_token_that_has_ended_proves_nothing()
    {
        await PostAsync(Encrypted(), await TokenAsync(lifetime: -600));

        Assert.Equal(0L, await StoredAsync());
    }

    [Fact]
    public async Task A_token_that_was_changed_proves_nothing()
    {
        var token = await TokenAsync();
        await PostAsync(Encrypted(), token[..^6] + "AAAAAA");

        Assert.Equal(0L, await StoredAsync());
    }

    [Theory]
    [InlineData("data")]
    [InlineData("dataKey")]
    [InlineData("dataSignature")]
    public async Task Data_that_was_changed_on_its_way_is_dropped(string part)
    {
        var content = Encrypted();
        var bytes = Convert.FromBase64String(content[part]!.GetValue<string>());
        bytes[^1] ^= 1;
        content[part] = Convert.ToBase64String(bytes);

        await PostAsync(content, await TokenAsync());

        Assert.Equal(0L, await StoredAsync());
    }

    [Theory]
    [InlineData("data")]
    [InlineData("dataKey")]
    [InlineData("dataSignature")]
    [InlineData("encryptionCertificateId")]
    public async Task What_is_no_encrypted_content_is_dropped_and_breaks_nothing(string part)
    {
        foreach (var nonsense in new JsonNode?[] { null, 7, "not base64", "AAAA", new JsonObject() })
        {
            var content = Encrypted();
            content[part] = nonsense?.DeepClone();
            await PostAsync(content, await TokenAsync());
        }

        Assert.Equal(0L, await StoredAsync());
    }

    [Fact]
    public async Task Data_of_another_item_is_dropped()
    {
        await PostAsync(Encrypted(item: "AAMkAGI2-another"), await TokenAsync());

        Assert.Equal(0L, await StoredAsync());
    }

    [Fact]
    public async Task Data_for_a_certificate_that_is_not_ours_is_dropped()
    {
        Write("foreign");

        await PostAsync(Encrypted("foreign"), await TokenAsync());

        Assert.Equal(0L, await StoredAsync());
    }

    [Fact]
    public async Task While_Entras_keys_cannot_be_had_Graph_is_asked_to_come_again()
    {
        var token = await TokenAsync();
        await rig.Graph.DisposeAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await SendAsync(Encrypted(), token));
        Assert.Equal(0L, await StoredAsync());
    }

    [Fact]
    public async Task A_subscription_is_made_with_the_newest_certificate_for_a_day()
    {
        await Book.RemoveAsync("sub-1", CancellationToken.None);
        Assert.True(await EnsureAsync());

        var made = Assert.Single((await rig.Graph.Http.GetFromJsonAsync<JsonArray>("control/subscriptions"))!)!;
        Assert.True(made["includeResourceData"]!.GetValue<bool>());
        Assert.Equal(Certificate("newest").Thumbprint, made["encryptionCertificateId"]!.GetValue<string>());
        var now = TimeProvider.System.GetUtcNow();
        Assert.InRange((await KnownAsync()).ExpiresAt, now.AddHours(23), now.AddDays(1));
    }

    [Fact]
    public async Task The_stand_ins_own_notification_is_checked_and_stored()
    {
        await Book.RemoveAsync("sub-1", CancellationToken.None);
        await EnsureAsync();

        await rig.Graph.SendMailAsync("With data");

        await CaptureRig.UntilAsync(async () => await StoredAsync() == 1);
    }

    [Fact]
    public async Task A_basic_subscription_from_before_is_made_anew_when_it_is_renewed()
    {
        await Book.RemoveAsync("sub-1", CancellationToken.None);
        var basic = await (await rig.Graph.GraphAsync()).Subscriptions.PostAsync(new Microsoft.Graph.Models.Subscription
        {
            ChangeType = "created,updated,deleted",
            NotificationUrl = rig.Url + "/graph/notifications",
            Resource = $"users/{alex.GraphKey}/mailFolders('inbox')/messages",
            ExpirationDateTime = TimeProvider.System.GetUtcNow().AddHours(1),
            ClientState = "our-secret",
        });
        await Book.PutAsync(
            new Subscription(basic!.Id!, alex.User.Tenant.Id, alex.User.Id, alex.ObjectId, "inbox", "our-secret",
                TimeProvider.System.GetUtcNow().AddHours(1)), CancellationToken.None);

        Assert.True(await EnsureAsync());

        var made = Assert.Single((await rig.Graph.Http.GetFromJsonAsync<JsonArray>("control/subscriptions"))!)!;
        Assert.NotEqual(basic.Id, made["id"]!.GetValue<string>());
        Assert.True(made["includeResourceData"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_rich_subscription_from_before_is_made_anew_where_certificates_are_no_longer_set()
    {
        await using var basic = await CaptureRig.StartAsync();
        var (mailbox, soon) = (await basic.UserAsync(), TimeProvider.System.GetUtcNow().AddHours(1));
        using var certificate = Certificate("newest");
        var rich = await (await basic.Graph.GraphAsync()).Subscriptions.PostAsync(new Microsoft.Graph.Models.Subscription
        {
            ChangeType = "created,updated,deleted",
            NotificationUrl = basic.Url + "/graph/notifications",
            Resource = $"users/{mailbox.GraphKey}/mailFolders('inbox')/messages?$select=id",
            IncludeResourceData = true,
            EncryptionCertificate = Convert.ToBase64String(certificate.Export(X509ContentType.Cert)),
            EncryptionCertificateId = certificate.Thumbprint,
            ExpirationDateTime = soon,
            ClientState = "our-secret",
        });
        await basic.Services.GetRequiredService<ISubscriptionStore>().PutAsync(
            new Subscription(rich!.Id!, mailbox.User.Tenant.Id, mailbox.User.Id, mailbox.ObjectId, "inbox", "our-secret", soon),
            CancellationToken.None);

        Assert.True(await basic.Services.GetRequiredService<GraphSubscriptions>().EnsureAsync(mailbox, "inbox", CancellationToken.None));

        var made = Assert.Single((await basic.Graph.Http.GetFromJsonAsync<JsonArray>("control/subscriptions"))!)!;
        Assert.False(made["includeResourceData"]!.GetValue<bool>());
    }

    private ISubscriptionStore Book => rig.Services.GetRequiredService<ISubscriptionStore>();

    private Task<bool> EnsureAsync() =>
        rig.Services.GetRequiredService<GraphSubscriptions>().EnsureAsync(alex, "inbox", CancellationToken.None);

    private async Task<Subscription> KnownAsync() => (await Book.OfAsync(alex.User.Tenant.Id, null, CancellationToken.None)).Single();

    private Task<long> StoredAsync() => rig.World.TruthAsync<long>("select count(*) from crm_control.graph_notifications");

    private string PathOf(string name) => Path.Combine(folder, name + ".pem");

    private X509Certificate2 Certificate(string name) => X509Certificate2.CreateFromPemFile(PathOf(name));

    private string Write(string name)
    {
        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(now.AddDays(-1), now.AddYears(1));
        File.WriteAllText(PathOf(name), certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
        return PathOf(name);
    }

    private JsonObject Encrypted(string name = "newest", string item = Item)
    {
        using var certificate = Certificate(name);
        return RichCertificate.Read(Convert.ToBase64String(certificate.Export(X509ContentType.Cert)), certificate.Thumbprint)!
            .Encrypt(new JsonObject { ["@odata.type"] = "#Microsoft.Graph.Message", ["id"] = item });
    }

    /// <summary>As Graph's, but for one claim.</summary>
    private async Task<string> TokenAsync(string? claim = null, string? value = null, int lifetime = 3600, string version = "1.0")
    {
        var claims = new JsonObject
        {
            ["aud"] = Simulation.ApiClientId,
            ["iss"] = version == "1.0"
                ? $"https://sts.windows.net/{Simulation.TenantId}/"
                : new Uri(rig.Graph.Http.BaseAddress!, $"entra/{Simulation.TenantId}/v2.0").ToString(),
            ["ver"] = version,
            [version == "1.0" ? "appid" : "azp"] = "0bf30f3b-4a52-48df-9a82-234910c4a086",
            ["tid"] = Simulation.TenantId,
        };
        if (claim is not null)
        {
            claims[claim] = value;
        }

        using var order = await rig.Graph.Http.PostAsJsonAsync("entra/mint", new { claims, ttl = lifetime });
        return await order.Content.ReadAsStringAsync();
    }

    private async Task PostAsync(JsonObject content, params string[] tokens) =>
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(content, tokens));

    private async Task<HttpStatusCode> SendAsync(JsonObject content, params string[] tokens)
    {
        using var answer = await rig.Http.PostAsJsonAsync("graph/notifications", new JsonObject
        {
            ["value"] = new JsonArray(new JsonObject
            {
                ["subscriptionId"] = "sub-1",
                ["clientState"] = "our-secret",
                ["changeType"] = "created",
                ["resourceData"] = new JsonObject { ["id"] = Item },
                ["encryptedContent"] = content,
            }),
            ["validationTokens"] = new JsonArray([.. tokens.Select(t => (JsonNode)t)]),
        });
        return answer.StatusCode;
    }
}
