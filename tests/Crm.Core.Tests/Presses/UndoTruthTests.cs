namespace Crm.Core.Tests.Presses;

/// <summary>
/// Random histories of presses at two doors, with deletes, restores, merges, a manager's changes and undos, against
/// <see cref="UndoModel"/>: after every press the database holds what the model holds. CRM_LONG=1 plays 10,000 histories.
/// </summary>
public sealed class UndoTruthTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly int Histories = Environment.GetEnvironmentVariable("CRM_LONG") is "1" ? 10_000 : 150;
    private const int Presses = 14;

    private World world = null!;

    public async Task InitializeAsync() => world = await World.CreateAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task No_record_ever_vanishes_that_nobody_deleted_and_every_undo_puts_back_exactly_what_stood_there()
    {
        var boss = await world.UserAsync("Bob Stone", Role.Manager);
        var tally = new Dictionary<string, int>(StringComparer.Ordinal);
        var ann = boss;
        for (var seed = 0; seed < Histories; seed++)
        {
            // A person of their own for some hundred histories: nobody's presses of before stand in the way, and creating people takes
            // time.
            ann = seed % 5 == 0 ? await world.UserAsync($"Ann {seed}") : ann;
            world.Clock.Pass(TimeSpan.FromDays(2));
            await new History(world, ann, boss, new Random(seed), tally, seed).PlayAsync();
        }

        output.WriteLine(
            $"{Histories} histories: "
                + $"{string.Join(", ", tally.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Value} {t.Key}"))}");
        Assert.All(["undone", "asked", "refused", "delete", "restore", "merge", "merge of companies", "companies parted by their button",
            "made", "barrier", "by the manager"], what => Assert.True(tally.GetValueOrDefault(what) > 0, what));
    }

    private sealed class History(World world, CurrentUser ann, CurrentUser boss, Random random, Dictionary<string, int> tally, int seed)
    {
        private readonly UndoModel model = new();
        private readonly List<string> told = [];
        private List<(Guid Id, string Name)> stages = [];

        public async Task PlayAsync()
        {
            stages = await world.InDatabaseAsync(
                boss, async db => (await db.Stages.OrderBy(s => s.Position).Take(4).ToListAsync()).Select(s => (s.Id, s.Name)).ToList());
            for (var i = 0; i < 2; i++)
            {
                var company = await world.CompanyAsync(ann, $"Company {i}");
                Old(company, new UndoModel.State(RecordKind.Company, $"Company {i}", null));
                var deal = await world.DealAsync(ann, $"Deal {i}", stage: stages[0].Name, company: company);
                model.CompanyOf[deal] = company;
                Old(deal, new UndoModel.State(RecordKind.Deal, $"Deal {i}", stages[0].Name));
                Old(await world.ContactAsync(ann, "Contact", $"{i}"), new UndoModel.State(RecordKind.Contact, $"Contact {i}", null));
            }

            for (var press = 0; press < Presses; press++)
            {
                world.Clock.Pass(TimeSpan.FromMinutes(random.Next(0, random.Next(10) == 0 ? 2000 : 6)));
                await StepAsync();
                await CompareAsync();
            }
        }

        private void Old(Guid id, UndoModel.State state) => model.Records[id] = state;

        private CurrentUser AtSomeDoor => ann with { Door = random.Next(2) == 0 ? Door.Teams : Door.Outlook };

        private DateTimeOffset Now => world.Clock.GetUtcNow();

        private async Task StepAsync()
        {
            var living = model.Records.Where(r => !r.Value.IsDeleted).ToList();
            var deals = living.Where(r => r.Value.Kind is RecordKind.Deal).Select(r => r.Key).ToList();
            var deleted = model.Records.Where(r => r.Value.IsDeleted && !merged.Contains(r.Key)).Select(r => r.Key).ToList();
            var contacts = living.Where(r => r.Value.Kind is RecordKind.Contact).Select(r => r.Key).ToList();
            var companies = living.Where(r => r.Value.Kind is RecordKind.Company).Select(r => r.Key).ToList();
            switch (random.Next(15))
            {
                case 0 or 1 when deals.Count > 0:
                    await MoveAsync(AtSomeDoor, Pick(deals), remembered: true);
                    break;
                case 2 when deals.Count > 0:
                    await MoveAsync(boss, Pick(deals), remembered: false);
                    Count("by the manager");
                    break;
                case 3:
                    await MakeAsync();
                    break;
                case 4 or 5 when living.Count > 0:
                    await DeleteAsync(Pick(living).Key);
                    break;
                case 6 or 7 when deleted.Count > 0:
                    await RestoreAsync(Pick(deleted));
                    break;
                case 8 when contacts.Count > 1:
                    await MergeAsync(contacts[0], contacts[1]);
                    break;
                case 10 when companies.Count > 1:
                    await MergeCompaniesAsync(companies[0], companies[1]);
                    break;
                case 9 when random.Next(4) == 0:
                    await RunAsync<SaveViewHandler, ViewSeen>(
                        AtSomeDoor, SaveView.Verb,
                        (h, ct) => h.HandleAsync(new SaveView(RecordKind.Deal, $"View {random.Next()}", "value > 1"), ct));
                    model.Barrier(Now);
                    Count("barrier");
                    break;
                default:
                    await UndoAsync();
                    break;
            }
        }

        private readonly HashSet<Guid> merged = [];

        private async Task MoveAsync(CurrentUser who, Guid deal, bool remembered)
        {
            var (stageId, stage) = Pick(stages);
            await RunAsync<MoveDealHandler, Guid>(who, MoveDeal.Verb, (h, ct) => h.HandleAsync(new MoveDeal(deal, stageId), ct));
            if (model.Records[deal].Stage != stage)
            {
                model.Change(remembered, Now, isRestore: false, (deal, s => s with { Stage = stage }));
            }

            Count("move");
        }

        private async Task MakeAsync()
        {
            var name = $"New {random.Next()}";
            var id = await RunAsync<CreateDealHandler, Guid>(
                AtSomeDoor, CreateDeal.Verb, (h, ct) => h.HandleAsync(new CreateDeal(name, StageId: stages[1].Id.ToString()), ct));
            model.Made(id, new UndoModel.State(RecordKind.Deal, name, stages[1].Name), Now);
            Count("made");
        }

        private async Task DeleteAsync(Guid id)
        {
            await RunAsync<DeleteRecordHandler, RecordState>(
                AtSomeDoor, DeleteRecord.Verb, (h, ct) => h.HandleAsync(new DeleteRecord(model.Records[id].Kind, id), ct));
            model.Change(remembered: true, Now, isRestore: false, (id, s => s with { IsDeleted = true }));
            Count("delete");
        }

        private async Task RestoreAsync(Guid id)
        {
            await RunAsync<RestoreRecordHandler, RecordState>(
                AtSomeDoor, RestoreRecord.Verb, (h, ct) => h.HandleAsync(new RestoreRecord(model.Records[id].Kind, id), ct));
            model.Change(remembered: true, Now, isRestore: true, (id, s => s with { IsDeleted = false }));
            Count("restore");
        }

        private async Task MergeAsync(Guid keep, Guid merge)
        {
            var done = await RunAsync<MergeContactsHandler, MergeDone>(
                AtSomeDoor, MergeContacts.Verb, (h, ct) => h.HandleAsync(new MergeContacts(keep, merge), ct));
            model.Change(remembered: true, Now, isRestore: false, (keep, s => s), (merge, s => s with { IsDeleted = true }));
            merged.Add(merge);
            Count("merge");
            if (random.Next(3) == 0)
            {
                await RunAsync<UndoMergeHandler, MergeDone>(
                    AtSomeDoor, UndoMerge.Verb, (h, ct) => h.HandleAsync(new UndoMerge(done.MergeId), ct));
                model.Undo(Now, confirmed: true);
                Count("merge parted by its button");
            }
        }

        private async Task MergeCompaniesAsync(Guid keep, Guid merge)
        {
            var done = await RunAsync<MergeCompaniesHandler, CompanyMergeDone>(AtSomeDoor, MergeCompanies.Verb,
                (h, ct) => h.HandleAsync(new MergeCompanies(keep, merge), ct));
            model.MergeCompanies(Now, keep, merge);
            merged.Add(merge);
            Count("merge of companies");
            if (random.Next(3) == 0)
            {
                await RunAsync<UndoCompanyMergeHandler, CompanyMergeDone>(AtSomeDoor, UndoCompanyMerge.Verb,
                    (h, ct) => h.HandleAsync(new UndoCompanyMerge(done.MergeId), ct));
                model.Undo(Now, confirmed: true);
                Count("companies parted by their button");
            }
        }

        private async Task UndoAsync()
        {
            var meant = model.Undo(Now, confirmed: false);
            var said = await TryUndoAsync(null);
            Assert.True(meant == Kind(said), $"{Told}: {meant} was meant, {Kind(said)} came ({said.Refusal?.Message})");
            Count(meant
                switch { UndoModel.Answer.Done => "undone", UndoModel.Answer.Asked => "asked", UndoModel.Answer.Refused => "refused" });
            if (meant is UndoModel.Answer.Asked && random.Next(3) > 0)
            {
                await CompareAsync();
                Assert.Equal(UndoModel.Answer.Done, model.Undo(Now, confirmed: true));
                Assert.Equal(UndoModel.Answer.Done, Kind(await TryUndoAsync(((UndoResult.AskFirst)said.Value).Press)));
                Count("undone");
            }
        }

        private Task<Result<UndoResult>> TryUndoAsync(string? press) => world.UseCases.ChangeAsync<UndoLastHandler, UndoResult>(
            AtSomeDoor, UndoLast.Verb, (h, ct) => h.HandleAsync(new UndoLast(press), ct), CancellationToken.None);

        private static UndoModel.Answer Kind(Result<UndoResult> said) => said.Refusal is not null
            ? UndoModel.Answer.Refused
            : said.Value is UndoResult.AskFirst ? UndoModel.Answer.Asked : UndoModel.Answer.Done;

        private async Task<TView> RunAsync<THandler, TView>(
            CurrentUser who, string verb, Func<THandler, CancellationToken, Task<Result<TView>>> act)
            where THandler : IChangesData
        {
            var done = await world.UseCases.ChangeAsync(who, verb, act, CancellationToken.None);
            Assert.True(done.Refusal is null, $"{Told}: {verb} was refused: {done.Refusal?.Message}");
            return done.Value;
        }

        private async Task CompareAsync()
        {
            var ids = string.Join(',', model.Records.Keys.Select(id => $"'{id}'"));
            var json = await world.TruthAsync<string>(
                $"""
                select coalesce(json_agg(json_build_object('id', id, 'name', name, 'stage', stage, 'gone', gone, 'company', company)),
                  '[]')::text from (
                  select d.id, d.title as name, s.name as stage, d.is_deleted as gone, d.company_id as company from deals d
                    join pipeline_stages s on s.id = d.stage_id where d.id in ({ids})
                  union all select id, first_name || ' ' || last_name, null, is_deleted, null from contacts where id in ({ids})
                  union all select id, name, null, is_deleted, null from companies where id in ({ids})) r
                """);
            var truth = JsonSerializer.Deserialize<List<Row>>(json, JsonSerializerOptions.Web)!;
            Assert.Equal(model.Records.Count, truth.Count);
            foreach (var row in truth)
            {
                var meant = model.Records[row.Id];
                Assert.True((meant.Name, meant.Stage, meant.IsDeleted) == (row.Name, row.Stage, row.Gone),
                    $"{Told}: {meant} was meant, {row} stands there");
                Assert.True(model.CompanyOf.GetValueOrDefault(row.Id) == (row.Company ?? Guid.Empty),
                    $"{Told}: {row} is not at {model.CompanyOf.GetValueOrDefault(row.Id)}");
            }
        }

        private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

        private void Count(string what)
        {
            told.Add(what);
            tally[what] = tally.GetValueOrDefault(what) + 1;
        }

        private string Told => $"seed {seed}: {string.Join(", ", told)}";

        private sealed record Row(Guid Id, string Name, string? Stage, bool Gone, Guid? Company);
    }
}
