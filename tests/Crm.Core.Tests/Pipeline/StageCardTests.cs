using System.Text.RegularExpressions;
using Crm.Data.Migrations;

namespace Crm.Core.Tests.Pipeline;

/// <summary>An administrator makes the pipeline their own in cards; nobody else does.</summary>
public sealed class StageCardTests : AdminCardTests
{
    [Fact]
    public async Task Stages_are_made_ordered_changed_and_deleted()
    {
        Assert.Contains(
            "Pilot",
            Text(await World.PressAsync(Admin, SaveStage.Verb,
                new { name = "Pilot", type = "OPPORTUNITY", probability = "60 %", isActive = true })), StringComparison.Ordinal);
        Assert.Equal("Qualification, Needs analysis, Proposal, Negotiation, Won, Lost, Pilot", await NamesAsync());

        await MoveAsync("Pilot", -1);
        await MoveAsync("Pilot", -1);
        await MoveAsync("Pilot", -1);
        await MoveAsync("Qualification", -1);
        Assert.Equal("Qualification, Needs analysis, Proposal, Pilot, Negotiation, Won, Lost", await NamesAsync());

        var pilot = await World.StageAsync(Admin, "Pilot");
        Assert.Equal(0.6m, pilot.Probability);
        var refused =
            Text(await World.PressAsync(
                Admin, SaveStage.Verb,
                new { id = pilot.Id, version = pilot.Version, name = "Pilot", type = "OPPORTUNITY", probability = "a lot", color = "blue",
                    isActive = true }));
        Assert.Contains("“a lot” is not a number", refused, StringComparison.Ordinal);
        Assert.Contains("“blue” isn't a color", refused, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "Pilot", Text(await World.PressAsync(Admin, DeleteStage.Verb, new DeleteStage(pilot.Id))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_move_seen_too_late_shows_the_order_as_it_stands_and_a_stage_in_use_stays()
    {
        var won = await World.StageAsync(Admin, "Won");
        await MoveAsync("Proposal", -1);

        await World.PressAsync(Admin, MoveStage.Verb, new MoveStage(won.Id, -1, won.Version));

        Assert.Equal("Qualification, Proposal, Needs analysis, Negotiation, Won, Lost", await NamesAsync());
        await World.DealAsync(Ann, "Fleet", stage: "Proposal");
        Assert.Contains(
            "1 deal stands in",
            Text(await World.PressAsync(Admin, DeleteStage.Verb, new DeleteStage((await World.StageAsync(Admin, "Proposal")).Id))),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_who_change_the_same_of_a_stage_meet_in_the_form_and_lose_nothing()
    {
        var (id, mine) = ((await World.StageAsync(Admin, "Proposal")).Id, await EditAsync("Proposal"));
        await SendAsync(await EditAsync("Proposal"), ("name", "Offer"), ("type", "LEAD"), ("color", "#111111"));

        var met = await SendAsync(mine, ("name", "Quotation"), ("type", "WON"), ("probability", "55 %"));

        Assert.Equal(["name", "type"], met.Refusal!.Conflicts.Select(c => c.Field));
        Assert.Contains("Nothing was saved", Text(met), StringComparison.Ordinal);
        Assert.Contains("Theirs: Offer", Text(met), StringComparison.Ordinal);
        Assert.Contains("Theirs: Lead", Text(met), StringComparison.Ordinal);
        Assert.Equal(("Quotation", "WON", "55 %", "#111111"),
            (Inputs(met)["name"], Inputs(met)["type"], Inputs(met)["probability"], Inputs(met)["color"]));
        Assert.Equal("Offer", await World.TruthAsync<string>($"select name from pipeline_stages where id = '{id}'"));

        Assert.Null((await SendAsync(met)).Refusal);
        Assert.Equal(
            "Quotation WON 0.55 #111111", await World.TruthAsync<string>(
                $"select concat_ws(' ', name, stage_type, probability, color) from pipeline_stages where id = '{id}'"));
    }

    [Fact]
    public async Task Two_who_change_different_things_of_a_stage_never_meet()
    {
        var mine = await EditAsync("Proposal");
        await SendAsync(await EditAsync("Proposal"), ("name", "Offer"));
        await MoveAsync("Offer", -1);

        Assert.Null((await SendAsync(mine, ("probability", "55 %"))).Refusal);

        Assert.Equal(0.55m, (await World.StageAsync(Admin, "Offer")).Probability);
    }

    [Fact]
    public async Task A_switch_pressed_on_a_form_that_was_out_of_date_does_nothing_and_shows_how_the_stage_stands()
    {
        var proposal = await World.StageAsync(Admin, "Proposal");
        await SendAsync(await EditAsync("Proposal"), ("name", "Offer"));

        var met = await World.PressAsync(Admin, SaveStage.Verb, new SaveStage(proposal.Id, proposal.Version, IsActive: false));

        Assert.Contains("here is how it stands now", Text(met), StringComparison.Ordinal);
        Assert.Equal("Offer", Inputs(met)["name"]);
        Assert.True((await World.StageAsync(Admin, "Offer")).IsActive);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(null)]
    public async Task An_emptied_name_is_refused_at_its_place_and_the_rest_stays(string? name)
    {
        var proposal = await World.StageAsync(Admin, "Proposal");

        var refused = await World.PressAsync(
            Admin, SaveStage.Verb,
            new { id = proposal.Id, version = proposal.Version, was = new { name = "Proposal", probability = "50 %" }, name,
                probability = "55 %", color = "#111111" });

        Assert.NotNull(refused.Refusal!.For("name"));
        Assert.Contains("The stage's name is needed", Regex.Unescape(Text(refused)), StringComparison.Ordinal);
        Assert.Equal(("55 %", "#111111"), (Inputs(refused)["probability"], Inputs(refused)["color"]));
        Assert.NotEqual("Proposal", Inputs(refused)["name"]);
        Assert.Equal(proposal.Version, (await World.StageAsync(Admin, "Proposal")).Version);
    }

    [Fact]
    public async Task An_emptied_chance_is_refused_at_its_place_and_an_emptied_color_is_gray()
    {
        var proposal = await World.StageAsync(Admin, "Proposal");
        var was = new { name = "Proposal", probability = "50 %", type = "OPPORTUNITY", color = "#112233" };

        var refused = await World.PressAsync(
            Admin, SaveStage.Verb, new { id = proposal.Id, version = proposal.Version, was, name = "Offer", probability = "", color = "" });
        await World.PressAsync(Admin, SaveStage.Verb,
            new { id = proposal.Id, version = proposal.Version, was, name = "Offer", probability = "0 %", color = "" });

        Assert.NotNull(refused.Refusal!.For("probability"));
        Assert.Equal("Offer", Inputs(refused)["name"]);
        var saved = await World.StageAsync(Admin, "Offer");
        Assert.Equal((0m, "#607D8B"), (saved.Probability, saved.Color));
    }

    [Fact]
    public async Task Others_read_the_stages_and_change_none()
    {
        var proposal = await World.StageAsync(Ann, "Proposal");
        var seen = Text(await World.PressAsync(Ann, ShowStages.Verb, new ShowStages()));
        Assert.Contains("Proposal", seen, StringComparison.Ordinal);
        Assert.DoesNotContain(MoveStage.Verb, seen, StringComparison.Ordinal);
        foreach (var (verb, data) in new (string, object)[]
        {
            (MoveStage.Verb, new MoveStage(proposal.Id, 1, proposal.Version)), (EditStage.Verb, new EditStage(proposal.Id)),
            (DeleteStage.Verb, new DeleteStage(proposal.Id)),
            (SaveStage.Verb, new { name = "Mine", isActive = true }),
        })
        {
            Assert.Contains(
                "Only an administrator changes the pipeline", Text(await World.PressAsync(Ann, verb, data)), StringComparison.Ordinal);
        }

        Assert.Equal("Qualification, Needs analysis, Proposal, Negotiation, Won, Lost", await NamesAsync());
    }

    [Fact]
    public async Task A_new_tenant_has_a_pipeline_and_one_that_has_stages_keeps_its_own()
    {
        var migrator = new Migrator(World.Owner, TimeProvider.System);
        await migrator.AddTenantAsync(
            Guid.Parse("22222222-2222-4222-8222-222222222222"), "Tailspin", "t_tailspin", null, CancellationToken.None);

        Assert.Equal(6, await migrator.StartPipelineAsync("t_tailspin", CancellationToken.None));
        Assert.Equal(0, await migrator.StartPipelineAsync("t_tailspin", CancellationToken.None));
        Assert.Equal(6L, await World.TruthAsync<long>("select count(*) from pipeline_stages", "t_tailspin"));
    }

    private async Task<CardAnswer> EditAsync(string name) =>
        await World.PressAsync(Admin, EditStage.Verb, new EditStage((await World.StageAsync(Admin, name)).Id));

    private async Task MoveAsync(string name, int by)
    {
        var stage = await World.StageAsync(Admin, name);
        await World.PressAsync(Admin, MoveStage.Verb, new MoveStage(stage.Id, by, stage.Version));
    }

    private Task<string> NamesAsync() =>
        World.TruthAsync<string>("select string_agg(name, ', ' order by position, id) from pipeline_stages");
}
