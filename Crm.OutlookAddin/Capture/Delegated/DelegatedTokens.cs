using Crm.Core.Access;
using Microsoft.Identity.Client;
using Microsoft.Kiota.Abstractions.Authentication;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Crm.OutlookAddin.Capture.Delegated;

/// <summary>
/// Tokens for Graph in the name of the person whose mailbox is read (Microsoft identity platform, "OAuth 2.0 On-Behalf-Of flow"; MSAL.NET,
/// "OBO for long lived processes"). MSAL's cache of one person is one encrypted row, read for each call and written when MSAL changed it.
/// Each call has an MSAL application of its own, so that there is no memory in which two people's tokens lie side by side.
/// </summary>
internal sealed partial class DelegatedTokens(
    PeoplesEntra entra, TokenSeal seal, UseCaseRunner useCases, IOptions<GraphOptions> graph, TimeProvider clock,
    ILogger<DelegatedTokens> log)
    : IDisposable
{
    /// <summary>MSAL's key of the process; the row says whose it is.</summary>
    private const string Process = "capture";

    /// <summary>Entra ID lets an access token live for 60 to 90 minutes, or a day at most: then it is renewed anyway.</summary>
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(1);

    private readonly BoundedCache<(Guid Tenant, Guid User), bool> refused = new(LongestLife, clock);

    public IAccessTokenProvider For(Mailbox mailbox) => new Provider(this, mailbox, new AllowedHostsValidator([graph.Value.Base.Host]));

    /// <summary>A refused token is not used again.</summary>
    public void Forget(Mailbox mailbox) => refused.Set(KeyOf(mailbox), true);

    /// <summary>Exchanges the token with which somebody called us.</summary>
    /// <param name="person">Who called.</param>
    /// <param name="objectId">Their Entra object id.</param>
    /// <param name="assertion">Their token for our API.</param>
    /// <param name="ct">Cancels the exchange.</param>
    /// <returns>What is to be kept, encrypted.</returns>
    /// <exception cref="MsalUiRequiredException">There is no consent, or Entra ID wants to see the person.</exception>
    public async Task<byte[]> ExchangeAsync(CurrentUser person, Guid objectId, string assertion, CancellationToken ct)
    {
        var (application, cache) = await ApplicationAsync(person, []);
        var process = Process;
        var result = await application.InitiateLongRunningProcessInWebApi(graph.Value.DelegatedScopes, assertion, ref process)
            .WithSendX5C(true).ExecuteAsync(ct);
        return IsOf(result, person, objectId) && cache.Changed is { } tokens
            ? seal.Close(person, tokens)
            : throw new InvalidOperationException("Entra ID answered with somebody else's token, or with none to keep.");
    }

    /// <summary>Whether its owner's consent is there, where that is needed.</summary>
    public async Task<bool> OpenAsync(Mailbox mailbox, CancellationToken ct) =>
        !graph.Value.IsDelegated || await FindAsync(mailbox, ct) is { Tokens: not null };

    public void Dispose() => refused.Dispose();

    private async Task<string> GetAsync(Mailbox mailbox, CancellationToken ct)
    {
        var grant = await FindAsync(mailbox, ct);
        if (grant?.Tokens is not { } kept)
        {
            throw new MailboxNotOpenException(grant?.LapsedAs ?? OwnersConsent.NotConnected);
        }

        var (application, cache) = await ApplicationAsync(mailbox.User, seal.Open(mailbox.User, kept));
        try
        {
            var result = await application.AcquireTokenInLongRunningProcess(graph.Value.DelegatedScopes, Process)
                .WithForceRefresh(refused.Remove(KeyOf(mailbox))).WithSendX5C(true).ExecuteAsync(ct);
            if (!IsOf(result, mailbox.User, mailbox.ObjectId))
            {
                Foreign(log, mailbox.User.Id, mailbox.User.Tenant.Id);
                throw new MailboxNotOpenException(OwnersConsent.NotConnected);
            }

            if (cache.Changed is { } changed)
            {
                await KeepAsync(mailbox, grant, seal.Close(mailbox.User, changed), ct);
            }

            return result.AccessToken;
        }
        catch (MsalUiRequiredException needed)
        {
            throw await LapsedAsync(mailbox, grant, ReasonOf(needed), needed.ErrorCode, ct);
        }
        catch (MsalClientException lost) when (lost.ErrorCode == MsalError.OboCacheKeyNotInCacheError)
        {
            throw await LapsedAsync(mailbox, grant, OwnersConsent.Ended, lost.ErrorCode, ct);
        }
    }

    public static string ReasonOf(MsalUiRequiredException needed) =>
        needed.Classification is UiRequiredExceptionClassification.ConsentRequired
            || needed.Message.StartsWith("AADSTS65001:", StringComparison.Ordinal)
            ? OwnersConsent.Missing
            : OwnersConsent.Ended;

    private async Task<(ILongRunningWebApi Application, PersonsCache Cache)> ApplicationAsync(CurrentUser person, byte[] tokens)
    {
        var application = await entra.ApplicationAsync(person.Tenant.EntraTenantId);
        return ((ILongRunningWebApi)application, new PersonsCache(application.UserTokenCache, tokens));
    }

    /// <summary>Whatever Entra ID and the row say: a mailbox is opened by a token of the person whose it is, and by no other.</summary>
    private static bool IsOf(AuthenticationResult result, CurrentUser person, Guid objectId) =>
        Guid.TryParse(result.UniqueId, out var who) && who == objectId
        && Guid.TryParse(result.TenantId, out var tenant) && tenant == person.Tenant.EntraTenantId;

    private Task<KeptGrant?> FindAsync(Mailbox mailbox, CancellationToken ct) =>
        useCases.RunAsync(mailbox.User, (FindGrantHandler h, CancellationToken c) => h.HandleAsync(c), ct);

    private Task KeepAsync(Mailbox mailbox, KeptGrant grant, byte[] tokens, CancellationToken ct) => useCases.RunAsync(
        mailbox.User,
        async (KeepGrantHandler h, CancellationToken c) =>
        {
            await h.HandleAsync(grant.Version, tokens, c);
            return true;
        },
        ct);

    /// <summary>What Entra ID does not honour any more is not asked for again: only the person can change that.</summary>
    private async Task<MailboxNotOpenException> LapsedAsync(
        Mailbox mailbox, KeptGrant grant, string reason, string cause, CancellationToken ct)
    {
        await useCases.RunAsync(
            mailbox.User,
            async (KeepGrantHandler h, CancellationToken c) =>
            {
                await h.LapseAsync(grant.Version, reason, c);
                return true;
            },
            ct);
        Lapsed(log, mailbox.User.Id, mailbox.User.Tenant.Id, cause);
        return new MailboxNotOpenException(reason);
    }

    private static (Guid Tenant, Guid User) KeyOf(Mailbox mailbox) => (mailbox.User.Tenant.Id, mailbox.User.Id);

    [LoggerMessage(1, LogLevel.Warning,
        "The mailbox of user {User} in tenant {Tenant} is not read until its owner connects it again: {Cause}")]
    private static partial void Lapsed(ILogger log, Guid user, Guid tenant, string cause);

    [LoggerMessage(2, LogLevel.Error, "What is kept for user {User} in tenant {Tenant} is the token of another person; it was not used")]
    private static partial void Foreign(ILogger log, Guid user, Guid tenant);

    private sealed class Provider(DelegatedTokens tokens, Mailbox mailbox, AllowedHostsValidator hosts) : IAccessTokenProvider
    {
        public AllowedHostsValidator AllowedHostsValidator => hosts;

        public async Task<string> GetAuthorizationTokenAsync(
            Uri uri, Dictionary<string, object>? additionalAuthenticationContext = null, CancellationToken cancellationToken = default) =>
            hosts.IsUrlHostValid(uri) ? await tokens.GetAsync(mailbox, cancellationToken) : "";
    }
}
