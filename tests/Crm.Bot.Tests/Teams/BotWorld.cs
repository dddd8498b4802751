namespace Crm.Bot.Tests.Teams;

/// <summary>A running bot over a database of its own, and Ann Miller, who writes to it.</summary>
public abstract class BotWorld : IAsyncLifetime
{
    protected static readonly Guid Oid = Guid.Parse("33333333-3333-4333-8333-333333333330");

    private WebApplicationFactory<TeamsTurns> host = null!;

    protected World World { get; private set; } = null!;

    protected IServiceProvider Services => host.Services;

    protected BotDriver Bot { get; private set; } = null!;

    protected CurrentUser Me { get; private set; } = null!;

    protected virtual TestClock Clock { get; } = new();

    public async Task InitializeAsync()
    {
        World = await World.CreateAsync(Clock);
        host = Host();
        Bot = await BotDriver.StartAsync(host.CreateClient());
        Me = await World.UserAsync("Ann Miller", oid: Oid);
        await ArrangeAsync();
    }

    public async Task DisposeAsync()
    {
        await Bot.DisposeAsync();
        await host.DisposeAsync();
        await World.DisposeAsync();
    }

    protected virtual Task ArrangeAsync() => Task.CompletedTask;

    /// <summary>Another host over the same database: a second instance, or the first one after a restart.</summary>
    protected virtual WebApplicationFactory<TeamsTurns> Host() =>
        new WebApplicationFactory<TeamsTurns>().WithWebHostBuilder(web => web
            .UseEnvironment("Development").UseSetting("ConnectionStrings:Crm", World.Application).UseSetting("Bot:WithoutAppId", "true")
            .UseSetting("Jobs:Workers", "0"));

    protected static string Text(JsonElement card) => BotDriver.TextOf(card);

    protected Task<JsonElement> SayAsync(string text) => Bot.SayAsync(text, World.Contoso, Oid);

    protected Task<JsonElement> PressAsync(JsonElement card, string title, object? inputs = null) =>
        Bot.PressAsync(card, title, World.Contoso, Oid, inputs);
}
