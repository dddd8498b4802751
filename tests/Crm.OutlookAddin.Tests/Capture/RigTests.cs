namespace Crm.OutlookAddin.Tests.Capture;

/// <summary>A test over the Graph stand-in, with Alex's mailbox.</summary>
public abstract class RigTests : IAsyncLifetime
{
    protected CaptureRig Rig { get; private set; } = null!;

    protected Mailbox Alex { get; private set; } = null!;

    /// <summary>Of the host, beside those that every test has.</summary>
    protected virtual (string Key, string Value)[] Settings => [];

    public virtual async Task InitializeAsync()
    {
        Rig = await CaptureRig.StartAsync(settings: Settings);
        Alex = await Rig.UserAsync();
        await ArrangeAsync();
    }

    public virtual async Task DisposeAsync() => await Rig.DisposeAsync();

    protected virtual Task ArrangeAsync() => Task.CompletedTask;

    protected Task<Guid> ClaraAsync() => Rig.World.ContactAsync(Alex.User, "Clara", "Nilsson", "clara.nilsson@litware.example");
}
