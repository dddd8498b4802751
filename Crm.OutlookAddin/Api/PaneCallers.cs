using System.Security.Claims;
using Crm.Core.Access;
using Crm.OutlookAddin.Jobs;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Crm.OutlookAddin.Api;

/// <summary>A signed-in person with an account in the CRM, through a client we know.</summary>
/// <param name="AdministersJobs">Who also looks after the jobs of all hosts.</param>
internal sealed record PersonWithAccount(bool AdministersJobs = false) : IAuthorizationRequirement
{
    public const string Policy = "person-with-account";
    public const string JobsPolicy = "administrator-of-jobs";
}

/// <summary>Who may come in with a genuine token; whoever may not is told why, and what to do.</summary>
internal sealed class PaneCallers(IUserDirectory users, IOptions<AzureAdOptions> azureAd, IOptions<JobsDashboardOptions> jobs)
    : AuthorizationHandler<PersonWithAccount>
{
    /// <summary>The tenant of personal Microsoft accounts.</summary>
    private static readonly Guid PersonalAccounts = Guid.Parse("9188040d-6c67-4c5b-b112-36a304b66dad");

    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, PersonWithAccount requirement)
    {
        // Without an identity the answer is 401, and that is the middleware's.
        if (context.User.Identity() is not { } id || context.Resource is not HttpContext http)
        {
            return;
        }

        if (WhyNot(context.User, id.TenantId) is { } reason)
        {
            context.Fail(new AuthorizationFailureReason(this, reason));
            return;
        }

        var caller = await FindAsync();
        if (caller is Caller.Known remembered && requirement.AdministersJobs)
        {
            users.Forget(remembered.User); // No use case follows that would notice what has changed.
            caller = await FindAsync();
        }

        switch (caller)
        {
            case Caller.Known known when requirement.AdministersJobs && jobs.Value.WhyNot(known.User, azureAd.Value) is { } why:
                context.Fail(new AuthorizationFailureReason(this, why));
                break;
            case Caller.Known known:
                http.Features.Set(known.User);
                context.Succeed(requirement);
                break;
            case Caller.NoAccount none:
                context.Fail(new AuthorizationFailureReason(this, NoAccount(none)));
                break;
            case Caller.NoMember:
                context.Fail(new AuthorizationFailureReason(this, NoMember));
                break;
            case Caller.ForeignTenant:
                context.Fail(new AuthorizationFailureReason(this, Foreign));
                break;
        }

        Task<Caller> FindAsync() => users.FindAsync(
            id.TenantId, id.ObjectId, context.User.FindFirstValue("name"), Door.Outlook, _ => Task.FromResult(context.User.IsMember()),
            http.RequestAborted);
    }

    private const string NoMember =
        "You have no account here. This CRM is for members of the organisation that runs it; guests are not let in by themselves.";

    private const string Foreign = "Your organisation does not use this CRM. If it should, its administrator can be told how.";

    private string? WhyNot(ClaimsPrincipal who, Guid tenant) =>
        who.IsApplication() ? "This door is for people: an application's own token does not open it."
        : !who.HasScope(AzureAdOptions.Scope) ? $"The token lacks the permission {AzureAdOptions.Scope}."
        : !azureAd.Value.Admits(who.FindFirstValue("azp")) ? "This client application is not among those that may call the CRM."
        : tenant == PersonalAccounts ? "Personal Microsoft accounts cannot use this CRM. Please sign in with your work account."
        : Guid.TryParse(azureAd.Value.TenantId, out var only) && only != tenant ? Foreign
        : null;

    private static string NoAccount(Caller.NoAccount none) => none.Administrators.Count == 0
        ? $"You have no account here yet. Ask an administrator of {none.TenantName} to add you."
        : $"You have no account here yet. Ask {string.Join(" or ", none.Administrators.Take(3))} to add you.";
}

/// <summary>The caller as an endpoint's parameter; set by <see cref="PaneCallers"/> and by nothing that a request says.</summary>
internal sealed record Me(CurrentUser User)
{
    public static ValueTask<Me?> BindAsync(HttpContext http) =>
        new(http.Features.Get<CurrentUser>() is { } user
            ? new Me(user)
            : throw new InvalidOperationException("An endpoint without a caller."));
}

/// <summary>401 and 403 as problem+json: a person reads them in the pane.</summary>
internal sealed class RefusedCallers(IProblemDetailsService problems) : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler standard = new();

    public async Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            await next(context);
            return;
        }

        await standard.HandleAsync(next, context, policy, authorizeResult);
        await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = context,
            ProblemDetails =
            {
                Status = context.Response.StatusCode,
                Detail = authorizeResult.Challenged
                    ? "Please sign in: the request carried no valid token."
                    : authorizeResult.AuthorizationFailure?.FailureReasons.FirstOrDefault()?.Message ?? "You may not do this.",
            },
        });
    }
}
