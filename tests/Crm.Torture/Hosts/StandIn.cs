using Crm.Simulators.Control;
using Crm.Simulators.Delivery;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Torture.Hosts;

/// <summary>Graph's stand-in, in this process, with empty mailboxes and a clock that is not quite the hosts'.</summary>
internal sealed class StandIn : IAsyncDisposable
{
    private readonly WebApplication app;

    private StandIn(WebApplication app)
    {
        this.app = app;
        Stage = new Stage(
            Of<Firm>(), Of<Mailboxes>(), Of<Postman>(), app.Services.GetRequiredService<TimeProvider>());
    }

    public Uri Address => new(SimulatorHost.AddressOf(app));

    public Stage Stage { get; }

    public Chaos Chaos => Of<Chaos>();

    /// <param name="skew">How much the clock is ahead of the hosts'; behind when it is negative.</param>
    public static async Task<StandIn> StartAsync(TimeSpan skew, CancellationToken ct)
    {
        var app = SimulatorHost.Build(
            ["--urls=http://127.0.0.1:0", "--Simulators:NotificationRetryMs=200"],
            builder =>
            {
                builder.Logging.ClearProviders();
                builder.Services.AddSingleton<TimeProvider>(new SkewedClock(skew));
            });
        await app.StartAsync(ct);
        return new StandIn(app);
    }

    /// <summary>Graph ends a subscription of its own accord and says so, or only says that it may have missed something.</summary>
    public void Tell(string lifecycleEvent, Random chance)
    {
        var all = Of<Subscriptions>().All;
        if (all.Count > 0)
        {
            Of<Notifier>().SendLifecycle(lifecycleEvent, [all[chance.Next(all.Count)]]);
        }
    }

    /// <summary>All delta tokens of a mailbox, in the middle of whatever round uses them.</summary>
    public void ForgetTokens(Random chance) => Of<DeltaStates>().Expire(Stage.Mailboxes[chance.Next(Stage.Mailboxes.Count)].Owner.Oid);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private T Of<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    private sealed class SkewedClock(TimeSpan skew) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + skew;
    }
}
