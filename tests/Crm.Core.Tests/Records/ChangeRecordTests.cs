using System.Globalization;
using System.Text.Json;
using Crm.Core.Access;
using Crm.Core.Activities;
using Crm.Core.Administration;
using Crm.Core.Cards;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;
using Crm.Core.Editing;
using Crm.Core.History;
using Crm.Core.Pipeline;
using Crm.Core.Records;
using Crm.Core.Views;
using Crm.Testing;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Tests.Records;

/// <summary>What people do with records after they were made.</summary>
public sealed class ChangeRecordTests : IAsyncLifetime
{
    private World world = null!;
    private CurrentUser ann = null!;
    private CurrentUser boss = null!;
    private CurrentUser admin = null!;

    public async Task InitializeAsync()
    {
        world = await World.CreateAsync();
        ann = await world.UserAsync("Ann Miller");
        boss = await world.UserAsync("Bob Stone", Role.Manager);
        admin = await world.UserAsync("Ada Root", Role.Admin);
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Only_what_was_sent_is_changed_and_the_history_says_what()
    {
        var deal = await world.DealAsync(ann, "Vans", "12,500", "Proposal");

        var changed =
            await ChangeDealAsync(ann, deal, 1, new { value = "14000.50", probability = "35 %", expectedCloseDate = "2027-06-30" });
        var history = await world.RunAsync(
            ann, (ShowHistoryHandler h, CancellationToken ct) => h.HandleAsync(new ShowHistory(RecordKind.Deal, deal), ct));

        Assert.Equal(
            (14000.50m, 0.35m, "Vans", 2), (changed.Value.Value, changed.Value.Probability, changed.Value.Title, changed.Value.Version));
        var entry = Assert.Single(history.Value);
        Assert.Equal(("Ann Miller", "TEAMS"), (entry.By, entry.Door));
        Assert.Equal(["expected_close_date", "probability", "value"], entry.Fields.Select(f => f.Field).Order());
    }

    [Theory]
    [InlineData("companyId", "00000000-0000-0000-0000-000000000000", "This company is not there, or is not yours to see.")]
    [InlineData("ownerId", "00000000-0000-0000-0000-000000000000", "This person is not there.")]
    [InlineData("ownerId", "", "The owner is needed.")]
    [InlineData("ownerId", "nobody", "Please choose a person from the list.")]
    public async Task A_link_to_nothing_is_refused_once_and_in_words(string field, string typed, string why)
    {
        var deal = await world.DealAsync(boss, "Vans", "12,500", "Proposal");

        var refused = await ChangeDealAsync(boss, deal, null, new Dictionary<string, string> { [field] = typed });

        Assert.Equal([(field, why)], refused.Refusal!.Fields.Select(f => (f.Field, f.Message)));
    }

    [Fact]
    public async Task Saving_what_stands_there_already_changes_nothing()
    {
        var deal = await world.DealAsync(ann, "Vans", "12,500", "Proposal");

        Assert.Equal(1, (await ChangeDealAsync(ann, deal, null, new { title = "Vans", value = 12500 })).Value.Version);
    }

    [Fact]
    public async Task A_stale_version_saves_nothing_and_shows_both_sides_field_by_field()
    {
        var deal = await world.DealAsync(ann, "Vans", "100", "Proposal");
        await ChangeDealAsync(boss, deal, 1, new { value = 200, title = "Twenty vans" });

        var late = await ChangeDealAsync(ann, deal, 1, new { value = 300, description = "blue" });

        Assert.Equal(RefusalKind.Conflict, late.Refusal!.Kind);
        Assert.Equal(2, late.Refusal.CurrentVersion);
        Assert.Equal([new FieldConflict("value", "300", "200.00"), new FieldConflict("description", "blue", null)], late.Refusal.Conflicts);
        Assert.Equal(200m, await world.TruthAsync<decimal>($"select value from deals where id = '{deal}'"));
    }

    [Theory]
    [InlineData("title", "\"\"", "The title is needed.")]
    [InlineData("value", "-1", "must lie between 0 and")]
    [InlineData("value", "\"many\"", "is not a number")]
    [InlineData("probability", "1.5", "must lie between 0 and 1")]
    [InlineData("currency", "\"EURO\"", "is no currency")]
    [InlineData("expectedCloseDate", "\"soon\"", "is not a date")]
    [InlineData("companyId", "\"0199c000-0000-7000-8000-000000000000\"", "is not there, or is not yours to see")]
    [InlineData("stageId", "\"x\"", "has no field “stageId” that can be changed")]
    [InlineData("title", "{}", "A text, a number, yes or no belongs here.")]
    [InlineData("custom", "{\"nothing\":1}", "There is no custom field “nothing”.")]
    public async Task Bad_input_is_refused_at_its_field_and_nothing_is_half_saved(string field, string json, string message)
    {
        var deal = await world.DealAsync(ann, "Vans", "100", "Proposal");
        var fields = new Dictionary<string, JsonElement> { ["description"] = Json("\"kept out\""), [field] = Json(json) };

        var refused = await world.RunAsync(
            ann, (ChangeDealHandler h, CancellationToken ct) => h.HandleAsync(new FieldChanges(deal, null, fields), ct));

        Assert.Contains(message, Assert.Single(refused.Refusal!.Fields).Message, StringComparison.Ordinal);
        Assert.Equal(1, await world.TruthAsync<int>($"select version from deals where id = '{deal}' and description is null"));
    }

    [Fact]
    public async Task A_colleagues_record_is_not_there_and_a_manager_may_change_it()
    {
        var eve = await world.UserAsync("Eve Other");
        var company = await world.CompanyAsync(ann, "Contoso");

        var foreign = await ChangeAsync<ChangeCompanyHandler, CompanyView>(
            eve, company, new { name = "Mine" }, (h, c, ct) => h.HandleAsync(c, ct));
        var managed = await ChangeAsync<ChangeCompanyHandler, CompanyView>(
            boss, company, new { country = "Germany", employeeCount = 250, ownerId = eve.Id }, (h, c, ct) => h.HandleAsync(c, ct));

        Assert.Equal(RefusalKind.NotFound, foreign.Refusal!.Kind);
        Assert.Equal(("DE", "Eve Other"), (managed.Value.Country, managed.Value.Owner));
    }

    [Fact]
    public async Task Deleted_records_leave_the_lists_and_come_back()
    {
        var contact = await world.ContactAsync(ann, "Sam", "Lee", "sam@lee.example");
        Task<Result<RecordState>> DeleteAsync(int? version) => world.RunAsync(
            ann, (DeleteRecordHandler h, CancellationToken ct) =>
                h.HandleAsync(new DeleteRecord(RecordKind.Contact, contact, version), ct));

        Assert.Equal(RefusalKind.Conflict, (await DeleteAsync(7)).Refusal!.Kind);
        Assert.True((await DeleteAsync(1)).Value.IsDeleted);
        Assert.Equal(RefusalKind.NotFound, (await DeleteAsync(null)).Refusal!.Kind);
        Assert.Equal(0, (await ContactsAsync("")).Total);
        await world.ContactAsync(ann, "Samuel", "Lee", "sam@lee.example");
        var taken = await world.RunAsync(
            ann, (RestoreRecordHandler h, CancellationToken ct) => h.HandleAsync(new RestoreRecord(RecordKind.Contact, contact), ct));
        Assert.Equal("You already have a contact with this e-mail address.", taken.Refusal!.For("email"));
        await world.RunAsync(ann, async (ChangeContactHandler h, CancellationToken ct) => await h.HandleAsync(
            new FieldChanges((await ContactsAsync("")).Items[0].Id, null, new Dictionary<string, JsonElement> { ["email"] = Json("null") }),
            ct));
        var back = await world.RunAsync(
            ann, (RestoreRecordHandler h, CancellationToken ct) => h.HandleAsync(new RestoreRecord(RecordKind.Contact, contact), ct));

        Assert.False(back.Value.IsDeleted);
        Assert.Equal(2, (await ContactsAsync("")).Total);
    }

    [Fact]
    public async Task A_deal_is_won_lost_with_a_reason_and_reopened_where_it_stood()
    {
        var deal = await world.DealAsync(ann, "Vans", "100", "Negotiation");
        Task<Result<DealView>> CloseAsync(Func<CloseDealHandler, CancellationToken, Task<Result<DealView>>> act) =>
            world.RunAsync(ann, act);

        Assert.Equal("The reason is needed.", (await CloseAsync((h, ct) => h.LoseAsync(new LoseDeal(deal), ct))).Refusal!.For("reason"));
        Assert.Equal(DealStatus.Lost, (await CloseAsync((h, ct) => h.LoseAsync(new LoseDeal(deal, "Too dear"), ct))).Value.Status);
        Assert.Equal(
            "Too dear", await world.TruthAsync<string>($"select lost_reason from deals where id = '{deal}' and closed_at is not null"));
        world.Clock.Pass(TimeSpan.FromHours(1));
        var reopened = await CloseAsync((h, ct) => h.ReopenAsync(new ReopenDeal(deal), ct));
        Assert.Equal(("Negotiation", DealStatus.Open), (reopened.Value.Stage, reopened.Value.Status));
        Assert.Equal(DealStatus.Won, (await CloseAsync((h, ct) => h.WinAsync(new WinDeal(deal), ct))).Value.Status);
        Assert.Equal(
            1L, await world.TruthAsync<long>(
                $"select count(*) from deals where id = '{deal}' and lost_reason is null and closed_at is not null"));
    }

    [Fact]
    public async Task A_task_is_planned_for_a_colleague_moved_and_done_by_that_colleague()
    {
        var eve = (await world.UserAsync("Eve Other")) with { TimeZone = "Europe/Berlin" };
        var deal = await world.DealAsync(ann, "Vans", "100", "Proposal");
        var task = await world.RunAsync(ann, (WriteActivityHandler h, CancellationToken ct) => h.PlanAsync(
            new PlanActivity("TASK", "Send the offer", Due: "2027-03-12", AssignedToId: eve.Id.ToString(), DealId: deal.ToString()), ct));

        var moved =
            await world.RunAsync(
                eve, (CompleteActivityHandler h, CancellationToken ct) =>
                    h.RescheduleAsync(new RescheduleActivity(task.Value.Id, "2027-03-15 14:00"), ct));
        var done = await world.RunAsync(
            eve, (CompleteActivityHandler h, CancellationToken ct) => h.CompleteAsync(new CompleteActivity(task.Value.Id), ct));
        var again =
            await world.RunAsync(
                eve, (CompleteActivityHandler h, CancellationToken ct) =>
                    h.RescheduleAsync(new RescheduleActivity(task.Value.Id, "later"), ct));

        Assert.Equal(new DateTimeOffset(2027, 3, 15, 13, 0, 0, TimeSpan.Zero), moved.Value.DueDate);
        Assert.Equal(ActivityStatus.Completed, done.Value.Status);
        Assert.Contains("“later”: That is no day I know", again.Refusal!.For("due"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_logged_call_brings_the_deals_company_along_and_cannot_lie_ahead()
    {
        var company = await world.CompanyAsync(ann, "Contoso");
        var deal = await world.DealAsync(ann, "Vans", "100", "Proposal", company);

        var call =
            await world.RunAsync(
                ann, (WriteActivityHandler h, CancellationToken ct) =>
                    h.LogAsync(new LogActivity("CALL", "Pricing", Minutes: "12", DealId: deal.ToString()), ct));
        var ahead =
            await world.RunAsync(
                ann, (WriteActivityHandler h, CancellationToken ct) =>
                    h.LogAsync(new LogActivity("CALL", "Pricing", HappenedAt: "2027-05-01"), ct));

        Assert.Equal(("Contoso", "Vans", ActivityStatus.Completed), (call.Value.Company, call.Value.Deal, call.Value.Status));
        Assert.Contains("lies ahead", ahead.Refusal!.For("happenedAt"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("day", 0, true)]
    [InlineData("day", 1, false)]
    [InlineData("time", 1, false)]
    [InlineData("time", -1, true)]
    public async Task Today_may_be_logged_as_a_day_and_an_hour_that_is_still_to_come_may_not(string kind, int ahead, bool isLogged)
    {
        var now = world.Clock.GetUtcNow();
        var when = kind == "day" ? now.AddDays(ahead).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : now.AddHours(ahead).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

        var logged = await world.RunAsync(
            ann, (WriteActivityHandler h, CancellationToken ct) => h.LogAsync(new LogActivity("CALL", "Pricing", HappenedAt: when), ct));

        Assert.Equal(isLogged, logged.Refusal is null);
        if (isLogged)
        {
            Assert.InRange(logged.Value.OccurredAt, now.AddHours(-2), now);
        }
        else
        {
            Assert.Contains("lies ahead", logged.Refusal!.For("happenedAt"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Merged_contacts_share_activities_deals_and_addresses_and_part_again()
    {
        var kept = await world.ContactAsync(ann, "Sam", "Lee", "sam@lee.example");
        var other = await world.ContactAsync(ann, "Samuel", "Lee", "samuel@lee.example", await world.CompanyAsync(ann, "Lee & Sons"));
        var deal = await world.DealAsync(ann, "Vans", "100", "Proposal", contact: other);
        await world.RunAsync(
            ann, (WriteActivityHandler h, CancellationToken ct) =>
                h.LogAsync(new LogActivity("CALL", "Hello", ContactId: other.ToString()), ct));
        var before = await PictureAsync();

        var merged =
            await world.RunAsync(ann, (MergeContactsHandler h, CancellationToken ct) => h.MergeAsync(new MergeContacts(kept, other), ct));

        Assert.Equal((1, 1, 1), (merged.Value.Activities, merged.Value.Deals, merged.Value.Addresses));
        Assert.Equal(2L, await world.TruthAsync<long>($"select count(*) from contact_addresses where contact_id = '{kept}'"));
        Assert.Equal(1L, await world.TruthAsync<long>($"select count(*) from contacts where id = '{kept}' and company_id is not null"));
        Assert.Equal(1L, await world.TruthAsync<long>($"select count(*) from deals where id = '{deal}' and contact_id = '{kept}'"));
        Assert.Equal(1, (await ContactsAsync("")).Total);

        Assert.Null(
            (await world.RunAsync(
                ann, (MergeContactsHandler h, CancellationToken ct) => h.UndoAsync(new UndoMerge(merged.Value.MergeId), ct))).Refusal);
        Assert.Equal(before, await PictureAsync());
        Assert.Equal(
            RefusalKind.NotFound,
            (await world.RunAsync(
                ann, (MergeContactsHandler h, CancellationToken ct) =>
                    h.UndoAsync(new UndoMerge(merged.Value.MergeId), ct))).Refusal!.Kind);
    }

    /// <summary>
    /// A colleague's mail about the contact cannot be changed by the person who merges, and need not even be seen; it goes along.
    /// </summary>
    [Fact]
    public async Task A_merge_takes_along_whatever_points_at_the_contact_and_its_undo_brings_all_of_it_back()
    {
        var kept = await world.ContactAsync(ann, "Sam", "Lee", "sam@lee.example");
        var other = await world.ContactAsync(ann, "Samuel", "Lee", "samuel@lee.example");
        var cem = await world.UserAsync("Cem Arslan");
        var (mine, shared, hidden) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await world.TruthAsync<int>(
            $"""
            insert into activities (id, type, owner_id, contact_id, subject, occurred_at, status)
              values ('{mine}', 'EMAIL', '{ann.Id}', '{other}', 'Mine', '2026-03-01', 'COMPLETED'),
              ('{shared}', 'EMAIL', '{cem.Id}', '{other}', 'In both mailboxes', '2026-03-02', 'COMPLETED'), ('{hidden}', 'EMAIL',
              '{cem.Id}', '{other}', 'Cem''s own', '2026-03-03', 'COMPLETED');
            insert into activity_mailboxes (activity_id, user_id, graph_id) values ('{shared}', '{ann.Id}', 'g1');
            insert into activity_participants (activity_id, address, kind, contact_id) select a.id, p.address, p.kind, p.contact
              from activities a, (values ('samuel@lee.example', 'TO', '{other}'::uuid), ('sam@lee.example', 'CC', '{kept}')) p (address,
                kind, contact);
            insert into deals (id, owner_id, title, stage_id, contact_id) select '{Guid.CreateVersion7()}', '{cem.Id}', 'Cem''s deal', id,
              '{other}' from pipeline_stages limit 1;
            select 1
            """);
        var before = await PictureAsync();

        var merged =
            await world.RunAsync(ann, (MergeContactsHandler h, CancellationToken ct) => h.MergeAsync(new MergeContacts(kept, other), ct));

        Assert.Equal((3, 1), (merged.Value.Activities, merged.Value.Deals));
        Assert.Equal(6L, await world.TruthAsync<long>($"select count(*) from activity_participants where contact_id = '{kept}'"));
        Assert.Equal(
            "2026-03-03",
            await world.TruthAsync<string>($"select (last_activity_at at time zone 'UTC')::date::text from contacts where id = '{kept}'"));
        Assert.Equal(
            0L, await world.TruthAsync<long>($"select count(*) from contacts where id = '{other}' and last_activity_at is not null"));

        Assert.Null(
            (await world.RunAsync(
                ann, (MergeContactsHandler h, CancellationToken ct) => h.UndoAsync(new UndoMerge(merged.Value.MergeId), ct))).Refusal);
        Assert.Equal(before, await PictureAsync());
    }

    [Fact]
    public async Task Links_between_contacts_of_somebody_else_are_not_moved_below_the_use_case_either()
    {
        var cem = await world.UserAsync("Cem Arslan");
        var (kept, other) = (await world.ContactAsync(ann, "Sam", "Lee"), await world.ContactAsync(ann, "Samuel", "Lee"));

        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => world.InDatabaseAsync(
            cem, db => ((DbContext)db).Database.ExecuteSqlAsync($"select move_contact_links({other}, {kept}, null, now())")));

        Assert.Equal("42501", refused.SqlState);
    }

    [Fact]
    public async Task Stages_are_the_administrators_and_one_in_use_is_not_deleted()
    {
        await world.DealAsync(ann, "Vans", "100", "Proposal");
        var proposal = await world.StageAsync(admin, "Proposal");

        var notMine =
            await world.RunAsync(boss, (ChangeStagesHandler h, CancellationToken ct) => h.DeleteAsync(new DeleteStage(proposal.Id), ct));
        var inUse =
            await world.RunAsync(admin, (ChangeStagesHandler h, CancellationToken ct) => h.DeleteAsync(new DeleteStage(proposal.Id), ct));
        var added =
            await world.RunAsync(
                admin, (ChangeStagesHandler h, CancellationToken ct) =>
                    h.SaveAsync(new SaveStage(Name: "Pilot", Probability: "60 %", Type: "OPPORTUNITY", Color: "#123456"), ct));
        var twice = await world.RunAsync(
            admin, (ChangeStagesHandler h, CancellationToken ct) => h.SaveAsync(new SaveStage(Name: "pilot", Color: "blue"), ct));
        var found =
            await world.RunAsync(ann, (ListDealsHandler h, CancellationToken ct) => h.HandleAsync(new ListDeals("stage is Pilot"), ct));

        Assert.Equal(RefusalKind.NotAllowed, notMine.Refusal!.Kind);
        Assert.Equal(
            "1 deal stands in “Proposal” (deleted ones count). Move them first, or set the stage inactive.", inUse.Refusal!.Message);
        Assert.Equal(0.60m, added.Value.Probability);
        Assert.Equal(["color", "name"], twice.Refusal!.Fields.Select(f => f.Field).Order());
        Assert.Equal(0, found.Value.Page.Total); // known at once, although choices are kept in memory
        Assert.Null(
            (await world.RunAsync(
                admin, (ChangeStagesHandler h, CancellationToken ct) => h.DeleteAsync(new DeleteStage(added.Value.Id), ct))).Refusal);
    }

    [Fact]
    public async Task Changing_a_stage_changes_only_what_was_sent()
    {
        Task<Result<StageView>> SaveAsync(SaveStage stage) =>
            world.RunAsync(admin, (ChangeStagesHandler h, CancellationToken ct) => h.SaveAsync(stage, ct));
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

    [Fact]
    public async Task Custom_fields_are_defined_filled_required_and_filtered_by()
    {
        async Task<FieldSeen> DefineAsync(DefineField field)
        {
            var defined = await world.RunAsync(admin, (DefineFieldHandler h, CancellationToken ct) => h.DefineAsync(field, ct));
            Assert.True(defined.Refusal is null, defined.Refusal?.Message);
            return defined.Value;
        }

        await DefineAsync(new DefineField(RecordKind.Deal, "Seats, total", "NUMBER"));
        await DefineAsync(new DefineField(RecordKind.Deal, "Tags", "MULTI_SELECT", ["Red", "Green"]));
        var deal = await world.DealAsync(ann, "Vans", "100", "Proposal");

        var changed =
            await ChangeDealAsync(ann, deal, null, new { custom = new { seats_total = "1,250", tags = new[] { "red", "GREEN" } } });
        var wrong = await ChangeDealAsync(ann, deal, null, new { custom = new { seats_total = "many", tags = new[] { "blue" } } });
        var found =
            await world.RunAsync(
                ann, (ListDealsHandler h, CancellationToken ct) =>
                    h.HandleAsync(new ListDeals("\"Seats, total\" > 1000 and tags is exactly (Green, Red)"), ct));
        var twice =
            await world.RunAsync(
                admin, (DefineFieldHandler h, CancellationToken ct) =>
                    h.DefineAsync(new DefineField(RecordKind.Deal, "seats total", "TEXT"), ct));
        await DefineAsync(new DefineField(RecordKind.Deal, "Region", "SELECT", ["North", "South"], IsRequired: true));
        var missing = await ChangeDealAsync(ann, deal, null, new { custom = new { seats_total = 5 } });

        Assert.Equal(2, changed.Value.Version);
        Assert.Equal(["custom.seats_total", "custom.tags"], wrong.Refusal!.Fields.Select(f => f.Field));
        Assert.Equal(["Vans"], found.Value.Page.Items.Select(d => d.Title));
        Assert.NotNull(twice.Refusal!.For("label"));
        Assert.Equal("Region is needed.", missing.Refusal!.For("custom.Region".ToLowerInvariant()));
        Assert.Equal(
            RefusalKind.NotAllowed,
            (await world.RunAsync(
                boss, (DefineFieldHandler h, CancellationToken ct) =>
                    h.DefineAsync(new DefineField(RecordKind.Deal, "Mine", "TEXT"), ct))).Refusal!.Kind);
    }

    [Fact]
    public async Task A_shared_view_is_everybodys_filter_over_their_own_rows()
    {
        await world.DealAsync(ann, "Ann's", "100", "Proposal");
        await world.DealAsync(boss, "Bob's", "100", "Proposal");
        Task<Result<ViewSeen>> SaveAsync(CurrentUser who, SaveView view) =>
            world.RunAsync(who, (SavedViewsHandler h, CancellationToken ct) => h.SaveAsync(view, ct));

        var shared =
            await SaveAsync(boss, new SaveView(RecordKind.Deal, "Mine, large", "owner is me and value >= 100", "value desc", "SHARED"));
        var secret = await SaveAsync(boss, new SaveView(RecordKind.Deal, "Secret", "value > 1"));
        var broken = await SaveAsync(ann, new SaveView(RecordKind.Deal, "Broken", "valu > 1", null, "TEAM_DEFAULT"));
        var seen =
            await world.RunAsync(ann, (SavedViewsHandler h, CancellationToken ct) => h.ListAsync(new ListViews(RecordKind.Deal), ct));
        var rows =
            await world.RunAsync(
                ann, (ListDealsHandler h, CancellationToken ct) =>
                    h.HandleAsync(new ListDeals(seen.Value[0].Filter, Sort: seen.Value[0].Sort), ct));
        var foreign =
            await world.RunAsync(ann, (SavedViewsHandler h, CancellationToken ct) => h.DeleteAsync(new DeleteView(shared.Value.Id), ct));

        Assert.Null(secret.Refusal);
        Assert.Equal(["filter", "scope"], broken.Refusal!.Fields.Select(f => f.Field).Order());
        Assert.Equal(["Mine, large"], seen.Value.Select(v => v.Name));
        Assert.Equal(["Ann's"], rows.Value.Page.Items.Select(d => d.Title));
        Assert.Equal(RefusalKind.NotFound, foreign.Refusal!.Kind);
    }

    private static JsonElement Json(string json) => JsonSerializer.Deserialize<JsonElement>(json, JsonSerializerOptions.Default);

    private async Task<string> PictureAsync() => await world.TruthAsync<string>(
        """
        select string_agg(line, E'\n' order by line) from (
          select concat_ws(' ', 'contact', id, company_id, email, is_deleted) as line from contacts
          union all select concat_ws(' ', 'address', contact_id, address, kind) from contact_addresses
          union all select concat_ws(' ', 'deal', id, contact_id) from deals
          union all select concat_ws(' ', 'activity', id, contact_id) from activities
          union all select concat_ws(' ', 'participant', activity_id, kind, address, contact_id) from activity_participants
          union all select concat_ws(' ', 'last activity', id, last_activity_at) from contacts) x
        """);

    private async Task<Crm.Core.Filtering.RecordList<ContactView>> ContactsAsync(string filter) =>
        (await world.RunAsync(ann, (ListContactsHandler h, CancellationToken ct) => h.HandleAsync(new ListContacts(filter), ct))).Value;

    private Task<Result<DealView>> ChangeDealAsync(CurrentUser who, Guid id, int? version, object fields) => world.RunAsync(
        who, (ChangeDealHandler h, CancellationToken ct) => h.HandleAsync(new FieldChanges(id, version, Fields(fields)), ct));

    private Task<Result<TView>> ChangeAsync<THandler, TView>(
        CurrentUser who, Guid id, object fields, Func<THandler, FieldChanges, CancellationToken, Task<Result<TView>>> act)
        where THandler : notnull =>
            world.RunAsync(who, (THandler h, CancellationToken ct) => act(h, new FieldChanges(id, null, Fields(fields)), ct));

    private static Dictionary<string, JsonElement> Fields(object fields) =>
        JsonSerializer.SerializeToElement(fields, JsonSerializerOptions.Default).EnumerateObject()
        .ToDictionary(p => p.Name, p => p.Value.Clone(), StringComparer.Ordinal);
}
