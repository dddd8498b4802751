namespace Crm.Core.Tests.Views;

public sealed class SavedViewTests : FirmTests
{
    [Fact]
    public async Task A_shared_view_is_everybodys_filter_over_their_own_rows()
    {
        await World.DealAsync(Ann, "Ann's", "100", "Proposal");
        await World.DealAsync(Boss, "Bob's", "100", "Proposal");
        Task<Result<ViewSeen>> SaveAsync(CurrentUser who, SaveView view) =>
            World.RunAsync(who, (SaveViewHandler h, CancellationToken ct) => h.HandleAsync(view, ct));

        var shared =
            await SaveAsync(Boss, new SaveView(RecordKind.Deal, "Mine, large", "owner is me and value >= 100", "value desc", "SHARED"));
        var secret = await SaveAsync(Boss, new SaveView(RecordKind.Deal, "Secret", "value > 1"));
        var broken = await SaveAsync(Ann, new SaveView(RecordKind.Deal, "Broken", "valu > 1", null, "TEAM_DEFAULT"));
        var seen =
            await World.RunAsync(Ann, (ShowViewsHandler h, CancellationToken ct) => h.HandleAsync(new ShowViews(), ct));
        var rows =
            await World.RunAsync(
                Ann, (ListDealsHandler h, CancellationToken ct) =>
                    h.HandleAsync(new ListDeals(seen.Value[0].Filter, Sort: seen.Value[0].Sort), ct));
        var foreign =
            await World.RunAsync(Ann, (DeleteViewHandler h, CancellationToken ct) => h.HandleAsync(new DeleteView(shared.Value.Id), ct));

        Assert.Null(secret.Refusal);
        Assert.Equal(["filter", "scope"], broken.Refusal!.Fields.Select(f => f.Field).Order());
        Assert.Equal(["Mine, large"], seen.Value.Select(v => v.Name));
        Assert.Equal(["Ann's"], rows.Value.Page.Items.Select(d => d.Title));
        Assert.Equal(RefusalKind.NotFound, foreign.Refusal!.Kind);
    }
}
