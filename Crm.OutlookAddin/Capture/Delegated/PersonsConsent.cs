using System.Net.Http.Headers;
using Crm.Core.Access;
using Microsoft.Identity.Client;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Crm.OutlookAddin.Capture.Delegated;

/// <summary>The caller's consent, by the token with which they called.</summary>
internal sealed partial class PersonsConsent(
    IHttpContextAccessor http, DelegatedTokens tokens, IOptions<GraphOptions> graph, ILogger<PersonsConsent> log) : IMailboxConsent
{
    private const string Missing =
        "Microsoft has no consent for the CRM to read your mailbox (Mail.Read, Calendars.Read). Give it when Outlook asks you, or let an "
        + "administrator of your organisation give it for everybody; then connect your mailbox again.";

    private const string SignIn =
        "Microsoft wants you to sign in anew before the CRM may read your mailbox. Sign out of Outlook and in again, then connect your "
        + "mailbox again.";

    private const string Away = "Microsoft does not answer just now. Your mailbox is as it was; please try again in a moment.";

    public async Task<ConsentGiven> AskAsync(CurrentUser user, CancellationToken ct)
    {
        if (!graph.Value.IsDelegated)
        {
            return new ConsentGiven.NotNeeded();
        }

        if (Caller(user) is not ({ } assertion, var objectId))
        {
            return new ConsentGiven.NotAskedHere();
        }

        try
        {
            return new ConsentGiven.Given(await tokens.ExchangeAsync(user, objectId, assertion, ct));
        }
        catch (MsalUiRequiredException needed)
        {
            Refused(log, user.Id, user.Tenant.Id, needed.ErrorCode, needed.Classification);
            return new ConsentGiven.Refused(Refusal.NotAllowed(
                DelegatedTokens.ReasonOf(needed) == OwnersConsent.Missing ? Missing : SignIn));
        }
        catch (Exception away) when (away is MsalException or HttpRequestException)
        {
            Failed(log, user.Id, user.Tenant.Id, (away as MsalException)?.ErrorCode ?? away.GetType().Name);
            return new ConsentGiven.Refused(Refusal.Unavailable(Away));
        }
    }

    /// <summary>The token that was validated for this very person; a use case that runs for somebody else has none.</summary>
    private (string? Assertion, Guid ObjectId) Caller(CurrentUser user) =>
        http.HttpContext is { } context && context.Features.Get<CurrentUser>()?.Id == user.Id
        && context.User.Identity() is { } id && id.TenantId == user.Tenant.EntraTenantId
        && AuthenticationHeaderValue.TryParse(context.Request.Headers.Authorization, out var header)
        && header is { Scheme: "Bearer", Parameter: { Length: > 0 } token }
            ? (token, id.ObjectId)
            : default;

    [LoggerMessage(1, LogLevel.Information,
        "User {User} in tenant {Tenant} could not connect their mailbox: {Code}, {Classification}")]
    private static partial void Refused(
        ILogger log, Guid user, Guid tenant, string code, UiRequiredExceptionClassification classification);

    [LoggerMessage(2, LogLevel.Warning, "User {User} in tenant {Tenant} could not connect their mailbox: Entra ID said {Code}")]
    private static partial void Failed(ILogger log, Guid user, Guid tenant, string code);
}
