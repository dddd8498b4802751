namespace Crm.OutlookAddin.Tests.Api;

/// <summary>A test over the pane's API, which Alex Wilber is signed in to.</summary>
public abstract class PaneTests : IAsyncLifetime
{
    protected TestPane Pane { get; private set; } = null!;

    protected PaneUser Alex { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Pane = await TestPane.StartAsync();
        Alex = await Pane.PersonAsync("Alex Wilber");
        await ArrangeAsync();
    }

    public async Task DisposeAsync() => await Pane.DisposeAsync();

    protected virtual Task ArrangeAsync() => Task.CompletedTask;
}
