namespace Crm.Core.Tests.Filtering;

/// <summary>
/// As many moments as a filter may hold, in each of the parts that a USER's activities are read in: more values than a minute has seconds.
/// </summary>
public sealed class ManyDatesTests : IAsyncLifetime
{
    private World world = null!;

    public async Task InitializeAsync() => world = await World.CreateAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Forty_moments_are_counted()
    {
        var ann = await world.UserAsync("Ann Miller");
        var filter = string.Join(
            " and ", Enumerable.Range(1, 20).SelectMany(day => new[] { $"when after 2020-01-{day:00}", $"due before 2030-01-{day:00}" }));

        foreach (var _ in (int[])[1, 2])
        {
            var list = await world.PressAsync(ann, ListActivities.Verb, new ListActivities(filter));

            Assert.Null(list.Refusal);
            Assert.StartsWith("Activities: 0", list.Card.FallbackText!, StringComparison.Ordinal);
        }
    }
}
