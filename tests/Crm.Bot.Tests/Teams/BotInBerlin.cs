using Microsoft.AspNetCore.TestHost;

namespace Crm.Bot.Tests.Teams;

/// <summary>The bot on Monday 30 November 2026 at 10:00 in Berlin, where Ann Miller lives.</summary>
public abstract class BotInBerlin : BotWorld
{
    protected override TestClock Clock { get; } = new(new DateTimeOffset(2026, 11, 30, 9, 0, 0, TimeSpan.Zero));

    protected override Task ArrangeAsync() =>
        World.TruthAsync<int>("update users set timezone = 'Europe/Berlin', locale = 'en-US'; select 1");

    protected override WebApplicationFactory<TeamsTurns> Host() => base.Host().WithWebHostBuilder(web =>
        web.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Clock)));
}
