using Crm.Core.Access;
using Crm.OutlookAddin.Capture.Jobs;

namespace Crm.OutlookAddin.Capture.Delegated;

/// <summary>
/// Who has the pane open brings a fresh token along: every few hours it is exchanged anew for what is kept, so that this does not end with
/// the life of a refresh token that began in a browser (a day, where Entra ID says so), nor stay ended once the person has signed in again.
/// Only of who connected their mailbox, and has not disconnected it; where mailboxes are read in the application's name it is not there.
/// </summary>
internal sealed class ConsentRenewal(
    IMailboxConsent consent, UseCaseRunner useCases, ConnectedMailboxes connected, TimeProvider clock)
    : IEndpointFilter, IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(4);

    /// <summary>Who was looked at lately.</summary>
    private readonly BoundedCache<(Guid Tenant, Guid User), bool> looks = new(BetweenLooks, clock);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var answer = await next(context);
        if (context.HttpContext.Features.Get<CurrentUser>() is { } person && IsDue(person))
        {
            await RenewAsync(person, context.HttpContext.RequestAborted);
        }

        return answer;
    }

    public void Dispose() => looks.Dispose();

    private bool IsDue(CurrentUser person)
    {
        var key = (person.Tenant.Id, person.Id);
        if (looks.TryGet(key, out _))
        {
            return false;
        }

        looks.Set(key, true);
        return true;
    }

    private async Task RenewAsync(CurrentUser person, CancellationToken ct)
    {
        var grant = await useCases.RunAsync(person, (FindGrantHandler h, CancellationToken c) => h.HandleAsync(c), ct);
        if (grant is null or { LapsedAs: OwnersConsent.NotConnected }
            || (grant.LapsedAs is null && clock.GetUtcNow() - grant.ConsentedAt < Fresh)
            || await consent.AskAsync(person, ct) is not ConsentGiven.Given { Tokens: var tokens })
        {
            return;
        }

        var isKept = await useCases.RunAsync(person, (KeepGrantHandler h, CancellationToken c) => h.RenewAsync(tokens, c), ct);
        if (isKept && grant.LapsedAs is not null)
        {
            await connected.ReadSoonAsync(person, ct);
        }
    }
}
