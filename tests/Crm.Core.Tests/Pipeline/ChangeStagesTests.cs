namespace Crm.Core.Tests.Pipeline;

public sealed class ChangeStagesTests : FirmTests
{
    [Fact]
    public async Task Stages_are_the_administrators_and_one_in_use_is_not_deleted()
    {
        await World.DealAsync(Ann, "Vans", "100", "Proposal");
        var proposal = await World.StageAsync(Admin, "Proposal");

        var notMine =
            await World.RunAsync(Boss, (DeleteStageHandler h, CancellationToken ct) => h.HandleAsync(new DeleteStage(proposal.Id), ct));
        var inUse =
            await World.RunAsync(Admin, (DeleteStageHandler h, CancellationToken ct) => h.HandleAsync(new DeleteStage(proposal.Id), ct));
        var added =
            await World.RunAsync(
                Admin, (SaveStageHandler h, CancellationToken ct) =>
                    h.HandleAsync(new SaveStage(Name: "Pilot", Probability: "60 %", Type: "OPPORTUNITY", Color: "#123456"), ct));
        var twice = await World.RunAsync(
            Admin, (SaveStageHandler h, CancellationToken ct) => h.HandleAsync(new SaveStage(Name: "pilot", Color: "blue"), ct));
        var found =
            await World.RunAsync(Ann, (ListDealsHandler h, CancellationToken ct) => h.HandleAsync(new ListDeals("stage is Pilot"), ct));

        Assert.Equal(RefusalKind.NotAllowed, notMine.Refusal!.Kind);
        Assert.Equal(
            "1 deal stands in “Proposal” (deleted ones count). Move them first, or set the stage inactive.", inUse.Refusal!.Message);
        Assert.Equal(0.60m, added.Value.Probability);
        Assert.Equal(["color", "name"], twice.Refusal!.Fields.Select(f => f.Field).Order());
        Assert.Equal(0, found.Value.Page.Total); // known at once, although choices are kept in memory
        Assert.Null(
            (await World.RunAsync(
                Admin, (DeleteStageHandler h, CancellationToken ct) => h.HandleAsync(new DeleteStage(added.Value.Id), ct))).Refusal);
    }

    [Fact]
    public async Task Changing_a_stage_changes_only_what_was_sent()
    {
        Task<Result<StageView>> SaveAsync(SaveStage stage) =>
            World.RunAsync(Admin, (SaveStageHandler h, CancellationToken ct) => h.HandleAsync(stage, ct));
        var made =
            (await SaveAsync(new SaveStage(Name: "Signed", Probability: "95 %", Type: "WON", Color: "#123456", IsActive: false))).Value;

        var renamed = (await SaveAsync(new SaveStage(made.Id, made.Version, "Signed and sealed"))).Value;
        var likelier = (await SaveAsync(new SaveStage(made.Id, Probability: "0.97", IsActive: true))).Value;

        Assert.Equal(("Signed and sealed", 0.95m, StageType.Won, "#123456", false),
            (renamed.Name, renamed.Probability, renamed.Type, renamed.Color, renamed.IsActive));
        Assert.Equal(("Signed and sealed", 0.97m, StageType.Won, "#123456", true),
            (likelier.Name, likelier.Probability, likelier.Type, likelier.Color, likelier.IsActive));
        Assert.Equal(RefusalKind.Conflict, (await SaveAsync(new SaveStage(made.Id, made.Version, "Late"))).Refusal!.Kind);
        Assert.Equal(RefusalKind.NotFound, (await SaveAsync(new SaveStage(Guid.Empty, Name: "Nowhere"))).Refusal!.Kind);
    }
}
