using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Crm.Bot.BotFramework;

/// <summary>Section RateLimits: how many requests of one address are served a second for long, and how many at once. Teams delivers a whole
/// organisation's activities from few addresses: this is far above what it does.</summary>
internal sealed class RateLimitOptions
{
    public const string Section = "RateLimits";

    /// <summary>0 for no limit, where a proxy in front limits.</summary>
    public int PerAddress { get; set; } = 500;

    public int PerAddressAtOnce { get; set; } = 2000;

    public bool IsValid => PerAddress >= 0 && PerAddressAtOnce > 0;
}

/// <summary>Who knocks too often is told to wait (429, Retry-After), before a token is checked or a body read.</summary>
internal static class RateLimits
{
    public const string ByAddress = "by-address";

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
        });
    }

    private static RateLimitPartition<string> Address(HttpContext http)
    {
        var limits = http.RequestServices.GetRequiredService<IOptions<RateLimitOptions>>().Value;
        var address = $"{http.Connection.RemoteIpAddress}";
        return limits.PerAddress == 0
            ? RateLimitPartition.GetNoLimiter(address)
            : RateLimitPartition.GetTokenBucketLimiter(address, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = limits.PerAddressAtOnce, TokensPerPeriod = limits.PerAddress,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1), QueueLimit = 0, AutoReplenishment = true,
            });
    }

    private static async ValueTask AskToWaitAsync(OnRejectedContext rejected, CancellationToken ct)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
        rejected.HttpContext.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds))
            .ToString(CultureInfo.InvariantCulture);
        await TypedResults.Problem("Too many requests. Please try again in a moment.", statusCode: StatusCodes.Status429TooManyRequests)
            .ExecuteAsync(rejected.HttpContext);
    }
}
