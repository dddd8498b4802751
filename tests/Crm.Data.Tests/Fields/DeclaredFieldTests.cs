using System.Reflection;

namespace Crm.Data.Tests.Fields;

/// <summary>Each declared field through the doors of the record itself: made, changed, found, told, contested, merged.</summary>
public sealed class DeclaredFieldTests : WorldTests
{
    private CurrentUser boss = null!;
    private SampleLinks links = null!;

    public static TheoryData<RecordKind> Kinds => [.. Enum.GetValues<RecordKind>()];

    protected override async Task ArrangeAsync()
    {
        boss = await World.UserAsync("Bea Boss", Role.Manager);
        links = await SampleLinks.MakeAsync(World, boss, Ann);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_edited_stands_in_the_form_is_changed_alone_and_is_told_under_its_label(RecordKind kind)
    {
        var sampled = SampledKind.Of(kind);
        var id = await sampled.BareAsync(World, boss, "Bare");
        var inputs = SampledKind.InputsOf((await World.PressAsync(boss, EditRecord.Verb, new EditRecord(kind, id))).Card);

        // An activity has an owner too, who never changes: it belongs to whoever was there.
        Assert.Equal(sampled.For(FieldUse.Edited).Select(f => f.Name).Order(StringComparer.Ordinal), inputs.Order(StringComparer.Ordinal));
        foreach (var field in sampled.For(FieldUse.Edited))
        {
            var typed = SampledKind.Typed(field, links);
            var answer = await World.PressAsync(
                boss, ChangeRecord.Verb, new Dictionary<string, object> { ["kind"] = kind, ["id"] = id, [field.Name] = typed });
            var told = await World.RunAsync(
                boss, (ShowHistoryHandler h, CancellationToken ct) => h.TellAsync(new ShowHistory(kind, id, Take: 1), ct));

            Assert.True(answer.Refusal is null, $"{field.Name}: {answer.Refusal?.Message}");
            Assert.Equal((field.Name, typed), (field.Name, await sampled.StoredAsync(World, id, field)));
            Assert.Contains(field.Label, told.Value.Changes[0].Fields.Select(f => f.Label));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_new_record_takes_what_is_declared_to_be_made_with_it_and_nothing_else(RecordKind kind)
    {
        var sampled = SampledKind.Of(kind);
        string[] own = ["custom", "stageId", "type", "happenedAt", "minutes", "due", "assignedToId"]; // by rules of their own
        var members = sampled.Request.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)).Except(own);
        var created = sampled.For(FieldUse.Created).ToList();

        Assert.Equal(created.Select(f => f.Name).Order(StringComparer.Ordinal), members.Order(StringComparer.Ordinal));
        var answer = await World.PressAsync(
            boss, sampled.CreateVerb, created.ToDictionary(f => f.Name, f => (object)SampledKind.Typed(f, links)));
        Assert.True(answer.Refusal is null, answer.Refusal?.Message);
        var required = sampled.Fields[0];
        var id = await World.TruthAsync<Guid>(
            $"select id from {sampled.Plural} where {required.Column} = '{SampledKind.Typed(required, links)}'");
        foreach (var field in created)
        {
            Assert.Equal((field.Name, SampledKind.Typed(field, links)), (field.Name, await sampled.StoredAsync(World, id, field)));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_filtered_finds_the_record_and_leaves_the_other(RecordKind kind)
    {
        var sampled = SampledKind.Of(kind);
        await sampled.BareAsync(World, boss, "Another");
        var id = await FullAsync(sampled, "Sampled");

        foreach (var field in sampled.For(FieldUse.Filtered))
        {
            var filter = SampledKind.Condition(field, SampledKind.Typed(field, links));
            var answer = await World.PressAsync(boss, sampled.ListVerb, new { filter });
            var card = CardJson.Write(answer.Card);

            Assert.True(answer.Refusal is null, $"{filter}: {answer.Refusal?.Message}");
            Assert.True(card.Contains(id.ToString(), StringComparison.Ordinal), $"{filter} does not find it.");
            Assert.False(card.Contains("Another", StringComparison.Ordinal), $"{filter} finds the other, too.");
        }
    }

    [Theory]
    [InlineData(RecordKind.Company)]
    [InlineData(RecordKind.Contact)]
    [InlineData(RecordKind.Deal)]
    public async Task What_is_shown_stands_on_the_card(RecordKind kind)
    {
        var sampled = SampledKind.Of(kind);
        var id = await FullAsync(sampled, "Sampled");

        // Who just changed what stands on the card as well.
        await World.TruthAsync<long>(
            $"with gone as (delete from record_history where record_id = '{id}' returning 1) select count(*) from gone");
        var card = CardJson.Write((await World.PressAsync(boss, ShowRecord.Verb, new ShowRecord(kind, id))).Card);

        foreach (var field in sampled.For(FieldUse.Shown))
        {
            var said = field.Type switch
            {
                FieldType.Amount => "1,250.50 EUR",
                FieldType.Currency => " EUR",
                FieldType.YesNo => "Does not want to be contacted",
                FieldType.Email => "alpha@litware.example",
                _ => SampledKind.Typed(field, links),
            };
            Assert.True(card.Contains(Markdown.Escape(said), StringComparison.Ordinal) || card.Contains(said, StringComparison.Ordinal),
                $"{field.Label}: no “{said}” on {card}");
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_conflict_is_told_under_the_fields_label(RecordKind kind)
    {
        var sampled = SampledKind.Of(kind);
        var asked = new ShowConflict(
            kind, Guid.Empty, 1, [.. sampled.For(FieldUse.Edited).Select(f => new FieldConflict(f.Name, "mine", "theirs"))],
            JsonSerializer.SerializeToElement(new { }));

        var view = await World.RunAsync(boss, (ShowConflictHandler h, CancellationToken ct) => h.HandleAsync(asked, ct));

        Assert.Equal(sampled.For(FieldUse.Edited).Select(f => f.Label), view.Value.Lines.Select(l => l.Label));
    }

    [Theory]
    [InlineData(RecordKind.Company)]
    [InlineData(RecordKind.Contact)]
    public async Task What_is_merged_is_named_before_taken_over_and_given_back(RecordKind kind)
    {
        var sampled = SampledKind.Of(kind);
        var (kept, other) = (await sampled.BareAsync(World, boss, "Kept"), await FullAsync(sampled, "Other"));
        var merged = sampled.For(FieldUse.Merged).ToList();
        var before = await AllAsync(kept);

        var named = kind is RecordKind.Company
            ? (await World.RunAsync(boss, (ChooseCompanyMergeHandler h, CancellationToken ct) =>
                h.HandleAsync(new(kept, other.ToString()), ct))).Value.Filled
            : (await World.RunAsync(boss, (ChooseMergeHandler h, CancellationToken ct) => h.HandleAsync(new(kept, other.ToString()), ct)))
                .Value.Filled;
        var done = kind is RecordKind.Company
            ? (await World.RunAsync(boss, (MergeCompaniesHandler h, CancellationToken ct) => h.HandleAsync(new(kept, other), ct)))
                .Value.MergeId
            : (await World.RunAsync(boss, (MergeContactsHandler h, CancellationToken ct) => h.HandleAsync(new(kept, other), ct)))
                .Value.MergeId;
        var taken = await AllAsync(kept);
        Refusal? wrong = kind is RecordKind.Company
            ? (await World.RunAsync(boss, (UndoCompanyMergeHandler h, CancellationToken ct) => h.HandleAsync(new(done), ct))).Refusal
            : (await World.RunAsync(boss, (UndoMergeHandler h, CancellationToken ct) => h.HandleAsync(new(done), ct))).Refusal;

        Assert.Equal(merged.Select(f => f.Label), named.Select(l => l.Label));
        Assert.Equal([.. merged.Select(f => (f.Name, SampledKind.Typed(f, links)))], taken);
        Assert.Null(wrong);
        Assert.Equal(before, await AllAsync(kept));

        async Task<List<(string, string)>> AllAsync(Guid id)
        {
            List<(string, string)> all = [];
            foreach (var field in merged)
            {
                all.Add((field.Name, await sampled.StoredAsync(World, id, field)));
            }

            return all;
        }
    }

    /// <summary>A record in which every field has a value; what nobody types is set as its own use case sets it.</summary>
    private async Task<Guid> FullAsync(SampledKind sampled, string name)
    {
        var id = await sampled.BareAsync(World, boss, name);
        var typed = sampled.For(FieldUse.Edited).Where(f => f.Link is not LinkTo.Person)
            .ToDictionary(f => f.Name, f => (object)SampledKind.Typed(f, links));
        var answer = await World.PressAsync(boss, ChangeRecord.Verb, new Dictionary<string, object>(
            typed) { ["kind"] = sampled.Kind, ["id"] = id });
        Assert.True(answer.Refusal is null, answer.Refusal?.Message);
        if (sampled.Kind is RecordKind.Contact)
        {
            Assert.Null((await World.PressAsync(boss, MakePrimaryContact.Verb, new MakePrimaryContact(id))).Refusal);
        }
        else if (sampled.Kind is RecordKind.Deal)
        {
            Assert.Null((await World.PressAsync(boss, LoseDeal.Verb, new LoseDeal(id, "Alpha lostReason"))).Refusal);
        }

        return id;
    }
}
