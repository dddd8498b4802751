namespace Crm.OutlookAddin.Tests.Capture;

/// <summary>A test over the Graph stand-in, with Alex's mailbox.</summary>
public abstract class RigTests : IAsyncLifetime
{
    protected CaptureRig Rig { get; private set; } = null!;

    protected Mailbox Alex { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Rig = await CaptureRig.StartAsync();
        Alex = await Rig.UserAsync();
        await ArrangeAsync();
    }

    public async Task DisposeAsync() => await Rig.DisposeAsync();

    protected virtual Task ArrangeAsync() => Task.CompletedTask;
}
