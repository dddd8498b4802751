namespace Crm.Cli.Tests;

/// <summary>`up` stops what a killed run left, and nothing else.</summary>
public sealed class LeftoversTests : IDisposable
{
    private readonly Workspace workspace = new(Directory.CreateTempSubdirectory("crm-leftovers-").FullName);

    public LeftoversTests() => Directory.CreateDirectory(workspace.State);

    public void Dispose() => Directory.Delete(workspace.Root, recursive: true);

    [Fact]
    public async Task A_process_that_was_remembered_is_stopped()
    {
        using var left = Process.Start("sleep", "60");
        StaleProcesses.Remember(workspace, left.Id);

        await StaleProcesses.StopAsync(workspace);

        Assert.True(left.HasExited);
        Assert.False(File.Exists(Path.Combine(workspace.State, "up.pids")));
    }

    [Theory]
    [InlineData(0.4, true)]
    [InlineData(3600, false)]
    public async Task A_process_is_known_by_when_it_started_not_by_its_number_alone(double secondsOff, bool stopped)
    {
        using var process = Process.Start("sleep", "60");
        var started = process.StartTime.ToUniversalTime().AddSeconds(-secondsOff).Ticks;
        await File.WriteAllTextAsync(Path.Combine(workspace.State, "up.pids"),
            string.Create(CultureInfo.InvariantCulture, $"{process.Id} {started}\n999999999 1\nnonsense\n"));

        await StaleProcesses.StopAsync(workspace);

        Assert.Equal(stopped, process.HasExited);
        process.Kill();
    }
}
