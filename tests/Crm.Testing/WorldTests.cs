namespace Crm.Testing;

/// <summary>A test with a world of its own, in which Ann Miller sells. Who and what else is there, the test arranges itself.</summary>
public abstract class WorldTests : IAsyncLifetime
{
    protected World World { get; private set; } = null!;

    protected CurrentUser Ann { get; set; } = null!;

    protected virtual TestClock Clock { get; } = new();

    public async Task InitializeAsync()
    {
        World = await World.CreateAsync(Clock);
        Ann = await World.UserAsync("Ann Miller");
        await ArrangeAsync();
    }

    public virtual async Task DisposeAsync() => await World.DisposeAsync();

    protected virtual Task ArrangeAsync() => Task.CompletedTask;
}
