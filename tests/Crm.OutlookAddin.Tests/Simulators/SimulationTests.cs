namespace Crm.OutlookAddin.Tests.Simulators;

/// <summary>A test of the simulators themselves.</summary>
public abstract class SimulationTests : IAsyncLifetime
{
    protected Simulation Simulation { get; private set; } = null!;

    public async Task InitializeAsync() => Simulation = await Simulation.StartAsync();

    public async Task DisposeAsync() => await Simulation.DisposeAsync();
}
