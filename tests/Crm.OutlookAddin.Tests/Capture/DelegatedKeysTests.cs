using System.Security.Cryptography.X509Certificates;
using Crm.Core.Policies;
using Crm.OutlookAddin.Capture;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Abstractions;

namespace Crm.OutlookAddin.Tests.Capture;

/// <summary>What is kept of people's consent lies in the database, and is of no use to who has that alone.</summary>
public sealed class DelegatedKeysTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("crm-tokens-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Nothing_can_be_read_in_the_database_and_a_new_certificate_beside_the_old_one_goes_on()
    {
        var (old, young) = (Write("old"), Write("young"));
        await using var rig = await CaptureRig.StartAsync(settings: Settings(old));
        var alex = await rig.UserAsync();
        using (var connected = await rig.SendAsync(HttpMethod.Post, "api/capture/connect", null))
        {
            connected.EnsureSuccessStatusCode();
        }

        var kept = Encoding.Latin1.GetString(await rig.World.TruthAsync<byte[]>("select tokens from mailbox_grants"));
        var keys = await rig.World.TruthAsync<string>("select string_agg(xml, '') from crm_control.sealing_keys");
        foreach (var clear in new[] { "eyJ", "AccessToken", "RefreshToken", "contoso", Simulation.Alex, "Mail.Read" })
        {
            Assert.DoesNotContain(clear, kept, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Contains("<EncryptedData", keys, StringComparison.Ordinal);
        Assert.DoesNotContain("<masterKey", keys, StringComparison.Ordinal);

        await using var renewed = rig.Beside(Settings(young, old));
        Assert.IsType<SyncOutcome.Done>(await renewed.ReadAsync(alex));
        await using var stranger = rig.Beside(Settings(young));
        Assert.Equal("sealed", Assert.IsType<SyncOutcome.Paused>(await stranger.ReadAsync(alex, "sentitems")).Code);
        Assert.IsType<SyncOutcome.Done>(await renewed.ReadAsync(alex, "archive")); // Nothing was thrown away for it.
    }

    [Theory]
    [InlineData("Production", false, "Graph:TokenCertificates")]
    [InlineData("Staging", false, "Graph:TokenCertificates")]
    [InlineData("Production", true, null)]
    [InlineData("Development", false, null)]
    public void A_host_without_a_certificate_does_not_start_outside_Development(string environment, bool has, string? named)
    {
        var options = Delegated();
        if (has)
        {
            options.TokenCertificates.Add(new CredentialDescription { SourceType = CredentialSource.Path });
        }

        var said = Validate(environment, options, new CapturePolicy());

        Assert.Equal(named is not null, said.Failed);
        Assert.Contains(named ?? "", said.FailureMessage ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void A_shared_mailbox_has_no_owner_who_could_consent()
    {
        var policy = new CapturePolicy();
        policy.SharedMailboxes.Add(new SharedMailbox { Mailbox = "sales@contoso.example", AnsweredBy = "alexw@contoso.example" });

        var said = Validate("Development", Delegated(), policy);

        Assert.Contains("Capture:SharedMailboxes", said.FailureMessage, StringComparison.Ordinal);
        Assert.False(Validate("Development", new GraphOptions(), policy).Failed);
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_loaded_keeps_the_host_from_starting()
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(
            () => CaptureRig.StartAsync(settings: Settings(Path.Combine(folder, "missing.pfx"))));

        Assert.Contains("Graph:TokenCertificates", refused.ToString(), StringComparison.Ordinal);
    }

    private static GraphOptions Delegated() => new() { Access = GraphAccess.Delegated };

    private static ValidateOptionsResult Validate(string environment, GraphOptions options, CapturePolicy policy) =>
        new GraphOptionsValidator(
            new HostingEnvironment { EnvironmentName = environment },
            Options.Create(new GraphApplication { ClientId = Simulation.ApiClientId, ClientSecret = "secret" }), Options.Create(policy))
        .Validate(null, options);

    private static (string Key, string Value)[] Settings(params string[] certificates) =>
    [
        .. CaptureRig.WithApi, ("Graph:Access", "Delegated"),
        .. certificates.SelectMany((path, n) => new[]
        {
            ($"Graph:TokenCertificates:{n}:SourceType", "Path"), ($"Graph:TokenCertificates:{n}:CertificateDiskPath", path),
        }),
    ];

    private string Write(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue.AddYears(-1));
        var path = Path.Combine(folder, $"{name}.pfx");
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pfx));
        return path;
    }
}
