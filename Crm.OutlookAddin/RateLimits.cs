using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Crm.OutlookAddin;

/// <summary>
/// Section RateLimits: how many requests a second are served for long, and how many at once. Far above what people and Microsoft do.
/// </summary>
public sealed class RateLimitOptions
{
    public const string Section = "RateLimits";

    /// <summary>From one address, at doors that anybody may knock at; 0 for no limit, where a proxy in front limits.</summary>
    public int PerAddress { get; set; } = 500;

    public int PerAddressAtOnce { get; set; } = 2000;

    /// <summary>Of one signed-in person; 0 for no limit.</summary>
    public int PerPerson { get; set; } = 300;

    public int PerPersonAtOnce { get; set; } = 2000;

    public bool IsValid => PerAddress >= 0 && PerPerson >= 0 && PerAddressAtOnce > 0 && PerPersonAtOnce > 0;
}

/// <summary>Who asks too often is told to wait (429, Retry-After), before the database is asked anything.</summary>
internal static class RateLimits
{
    public const string ByAddress = "by-address";

    /// <summary>By the token's person; without a valid token by address.</summary>
    public const string ByPerson = "by-person";

    public static IServiceCollection AddRateLimits(this IServiceCollection services)
    {
        services.AddOptions<RateLimitOptions>().BindConfiguration(RateLimitOptions.Section)
            .Validate(o => o.IsValid, "RateLimits: no number may be below 0, and at least one request must be served at once.")
            .ValidateOnStart();
        return services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = AskToWaitAsync;
            limiter.AddPolicy(ByAddress, Address);
            limiter.AddPolicy(ByPerson, Person);
        });
    }

    private static RateLimitPartition<string> Address(HttpContext http)
    {
        var limits = Options(http);
        return Partition("address " + http.Connection.RemoteIpAddress, limits.PerAddress, limits.PerAddressAtOnce);
    }

    private static RateLimitPartition<string> Person(HttpContext http)
    {
        var limits = Options(http);
        return http.User.Identity() is { } person
            ? Partition($"person {person.TenantId} {person.ObjectId}", limits.PerPerson, limits.PerPersonAtOnce)
            : Address(http);
    }

    private static RateLimitOptions Options(HttpContext http) =>
        http.RequestServices.GetRequiredService<IOptions<RateLimitOptions>>().Value;

    private static RateLimitPartition<string> Partition(string key, int perSecond, int atOnce) => perSecond == 0
        ? RateLimitPartition.GetNoLimiter(key)
        : RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = atOnce, TokensPerPeriod = perSecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1), QueueLimit = 0,
            AutoReplenishment = true,
        });

    private static async ValueTask AskToWaitAsync(OnRejectedContext rejected, CancellationToken ct)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
        rejected.HttpContext.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds))
            .ToString(CultureInfo.InvariantCulture);
        await rejected.HttpContext.RequestServices.GetRequiredService<IProblemDetailsService>().TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = rejected.HttpContext,
            ProblemDetails = { Status = StatusCodes.Status429TooManyRequests, Detail = "Too many requests. Please try again in a moment." },
        });
    }
}
