using Microsoft.AspNetCore.Http.Features;

namespace Crm.Simulators.Control;

/// <summary>How often what goes wrong, each between 0 and 1, of calls to Graph and of notifications.</summary>
/// <param name="Throttled">429, half of them with a Retry-After of a second.</param>
/// <param name="Failed">500, 502, 503 or 504.</param>
/// <param name="Refused">401, as when a token was revoked.</param>
/// <param name="Cut">The connection ends in the middle of the answer.</param>
/// <param name="Forgotten">Of delta calls that carry a token: 410, or SyncStateNotFound under 404 or 400.</param>
/// <param name="Lost">Notifications that are never sent.</param>
/// <param name="Late">Held back for up to <paramref name="LateMs"/> milliseconds, so that later ones overtake them.</param>
public sealed record ChaosRates(
    double Throttled = 0, double Failed = 0, double Refused = 0, double Cut = 0, double Forgotten = 0, double Lost = 0, double Doubled = 0,
    double Reordered = 0, double Late = 0, int LateMs = 3000)
{
    public static readonly ChaosRates None = new();
}

/// <summary>What becomes of one notification.</summary>
/// <param name="Copies">0 is lost.</param>
public sealed record Fate(int Copies, TimeSpan Delay);

/// <summary>
/// Faults by chance instead of by order (<see cref="Faults"/>), from a seed: the same seed draws the same faults, though which call meets
/// which depends on who is first.
/// </summary>
public sealed class Chaos
{
    private static readonly int[] Failures = [500, 502, 503, 504];
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> dealt = new(StringComparer.Ordinal);
    private Random chance = new(0);
    private ChaosRates rates = ChaosRates.None;

    public IReadOnlyDictionary<string, int> Dealt
    {
        get
        {
            lock (gate)
            {
                return new SortedDictionary<string, int>(dealt, StringComparer.Ordinal);
            }
        }
    }

    public void Begin(int seed, ChaosRates wanted)
    {
        lock (gate)
        {
            (chance, rates) = (new Random(seed), wanted);
        }
    }

    public void Change(ChaosRates wanted)
    {
        lock (gate)
        {
            rates = wanted;
        }
    }

    /// <returns>The fault that this call meets instead of an answer; null for none.</returns>
    public Fault? OfCall(HttpRequest request)
    {
        lock (gate)
        {
            return Strikes(rates.Throttled, "429") ? new Fault("429", RetryAfter: chance.Next(2) == 0 ? 1 : null)
                : Strikes(rates.Failed, "5xx") ? new Fault($"{Failures[chance.Next(Failures.Length)]}")
                : Strikes(rates.Refused, "refused token") ? new Fault("401")
                : HasToken(request) && Strikes(rates.Forgotten, "forgotten token") ? Forgotten()
                : null;
        }
    }

    public bool CutsAnswer()
    {
        lock (gate)
        {
            return Strikes(rates.Cut, "cut connection");
        }
    }

    public Fate OfNotification()
    {
        lock (gate)
        {
            if (Strikes(rates.Lost, "lost notification"))
            {
                return new Fate(0, TimeSpan.Zero);
            }

            var delay = Strikes(rates.Late, "late notification") ? chance.Next(rates.LateMs) : 0;
            return new Fate(Strikes(rates.Doubled, "doubled notification") ? 2 : 1, TimeSpan.FromMilliseconds(delay));
        }
    }

    /// <summary>Changes the order of what one body tells, now and then.</summary>
    public void Shuffle<T>(List<T> notifications)
    {
        lock (gate)
        {
            if (notifications.Count > 1 && Strikes(rates.Reordered, "reordered notifications"))
            {
                chance.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(notifications));
            }
        }
    }

    /// <summary>Answers as far as the middle of the body, then ends the connection: the length that was promised never comes.</summary>
    public static async Task CutAsync(HttpContext context, RequestDelegate next)
    {
        var whole = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var kept = new MemoryStream();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(kept));
        try
        {
            await next(context);
        }
        finally
        {
            context.Features.Set(whole);
        }

        context.Response.ContentLength = kept.Length + 1;
        await context.Response.Body.WriteAsync(kept.GetBuffer().AsMemory(0, (int)kept.Length / 2), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    }

    private Fault Forgotten() => chance.Next(3) switch
    {
        0 => new Fault("410"),
        1 => new Fault("404", Code: "SyncStateNotFound"),
        _ => new Fault("400", Code: "resyncRequired"),
    };

    private static bool HasToken(HttpRequest request) =>
        request.Path.Value!.EndsWith("/delta", StringComparison.OrdinalIgnoreCase) && Graph.DeltaStates.TokenOf(request) is not null;

    private bool Strikes(double rate, string what)
    {
        if (rate <= 0 || chance.NextDouble() >= rate)
        {
            return false;
        }

        dealt[what] = dealt.GetValueOrDefault(what) + 1;
        return true;
    }
}
