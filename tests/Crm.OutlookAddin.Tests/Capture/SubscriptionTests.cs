namespace Crm.OutlookAddin.Tests.Capture;

public sealed class SubscriptionTests : RigTests
{
    [Fact]
    public async Task A_subscription_is_made_once_with_both_addresses_and_a_secret()
    {
        Assert.True(await EnsureAsync());
        Assert.False(await EnsureAsync());

        var made = Assert.Single(await ListAsync())!;
        Assert.Equal($"{Rig.Url}/graph/lifecycle", made["lifecycleNotificationUrl"]!.GetValue<string>());
        Assert.Equal(64, made["clientState"]!.GetValue<string>().Length);
    }

    [Fact]
    public async Task One_that_is_there_already_is_adopted()
    {
        await EnsureAsync();
        var id = (await KnownAsync()).Id;
        await Book.RemoveAsync(id, CancellationToken.None);

        await EnsureAsync();

        Assert.Equal(id, (await KnownAsync()).Id);
        Assert.Single(await ListAsync());
    }

    [Fact]
    public async Task One_in_the_second_half_of_its_life_is_renewed()
    {
        await EnsureAsync();
        var known = await KnownAsync();
        await Book.PutAsync(known with { ExpiresAt = TimeProvider.System.GetUtcNow().AddDays(2) }, CancellationToken.None);

        Assert.False(await EnsureAsync());

        var renewed = await KnownAsync();
        Assert.Equal(known.Id, renewed.Id);
        Assert.True(renewed.ExpiresAt > TimeProvider.System.GetUtcNow().AddDays(6));
    }

    [Fact]
    public async Task One_that_Graph_has_removed_is_made_anew_and_the_folder_read()
    {
        await EnsureAsync();
        var known = await KnownAsync();
        await Rig.Graph.OrderFaultAsync(new { kind = "subscriptionRemoved" });
        await Book.PutAsync(known with { ExpiresAt = TimeProvider.System.GetUtcNow().AddDays(2) }, CancellationToken.None);

        Assert.True(await EnsureAsync());
        Assert.NotEqual(known.Id, (await KnownAsync()).Id);
    }

    [Fact]
    public async Task One_that_Graph_says_it_removed_is_made_anew_however_young_it_was()
    {
        await EnsureAsync();
        var known = await KnownAsync();
        await Rig.Graph.OrderFaultAsync(new { kind = "subscriptionRemoved" });
        await DoubtedAsync();

        Assert.True(await EnsureAsync());
        Assert.NotEqual(known.Id, (await KnownAsync()).Id);
        Assert.Equal((await KnownAsync()).Id, Assert.Single(await ListAsync())!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task One_that_Graph_wants_confirmed_is_renewed_however_young_it_was()
    {
        await EnsureAsync();
        var known = await KnownAsync();
        await Rig.Graph.OrderFaultAsync(new { kind = "reauthorizationRequired" });
        await DoubtedAsync();

        Assert.False(await EnsureAsync());
        Assert.Equal(known.Id, (await KnownAsync()).Id);
        Assert.True((await KnownAsync()).ExpiresAt >= known.ExpiresAt);
    }

    /// <summary>The lifecycle notification has come in.</summary>
    private Task DoubtedAsync() => CaptureRig.UntilAsync(
        async () => (await KnownAsync()).ExpiresAt <= Rig.Services.GetRequiredService<TimeProvider>().GetUtcNow());

    private ISubscriptionStore Book => Rig.Services.GetRequiredService<ISubscriptionStore>();

    private Task<bool> EnsureAsync() => Rig.Services.GetRequiredService<GraphSubscriptions>()
        .EnsureAsync(Alex, "inbox", CancellationToken.None);

    private async Task<Subscription> KnownAsync() =>
        Assert.Single(await Book.OfAsync(Alex.User.Tenant.Id, Alex.User.Id, CancellationToken.None));

    private async Task<JsonArray> ListAsync() => (await Rig.Graph.Http.GetFromJsonAsync<JsonArray>("control/subscriptions"))!;
}
