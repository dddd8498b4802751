using Crm.Data.Tests.Imports;

namespace Crm.Data.Tests.Fields;

/// <summary>Each declared field through files, and its limit at every door: form, API, file, mapping and table know one number.</summary>
public sealed class FieldsInFilesTests : DeskTests
{
    private CurrentUser boss = null!;

    public static TheoryData<RecordKind> InFiles => [RecordKind.Company, RecordKind.Contact, RecordKind.Deal];

    public static TheoryData<RecordKind> Kinds => [.. Enum.GetValues<RecordKind>()];

    private static SampleLinks None => new(Guid.Empty, Guid.Empty, Guid.Empty, Guid.Empty);

    protected override async Task ArrangeAsync() => boss = await World.UserAsync("Bea Boss", Role.Manager);

    [Theory]
    [MemberData(nameof(InFiles))]
    public async Task What_is_declared_for_files_comes_in_under_its_header_and_goes_out_under_the_same(RecordKind kind)
    {
        var sampled = SampledKind.Of(kind);
        var imported = sampled.For(FieldUse.Imported).ToList();
        var status = kind is RecordKind.Deal ? ("Status,", "LOST,") : ("", ""); // only a lost deal has a reason

        await Desk.ImportAsync(boss, sampled.Plural,
            status.Item1 + string.Join(',', imported.Select(f => $"\"{f.Header}\"")) + "\n" + status.Item2 + string.Join(
                ',', imported.Select(f => SampledKind.Typed(f, None))) + "\n");
        var id = await World.TruthAsync<Guid>($"select id from {sampled.Plural}");
        var (headers, row) = await ExportAsync(sampled.Plural);

        Assert.Empty(Desk.Plan!.LeftOut);
        foreach (var field in imported)
        {
            Assert.Equal((field.Name, SampledKind.Typed(field, None)), (field.Name, await sampled.StoredAsync(World, id, field)));
        }

        foreach (var field in sampled.For(FieldUse.Exported))
        {
            Assert.True(headers.Contains(field.Header), $"No column {field.Header} in {string.Join(", ", headers)}.");
            Assert.True(row[headers.IndexOf(field.Header)].Length > 0, $"Nothing in column {field.Header}.");
        }
    }

    [Theory]
    [MemberData(nameof(InFiles))]
    public void Every_synonym_means_the_field_that_declares_it(RecordKind kind)
    {
        var sampled = SampledKind.Of(kind);
        var entity = ImportEntity.Of(sampled.Plural);

        Assert.All(
            sampled.For(FieldUse.Imported).SelectMany(
                f => f.Synonyms.Append(f.Label).Append(f.Name).Append(f.Column).Select(s => (Field: f, Header: s))),
            said => Assert.Equal((said.Header, said.Field.ListName), (said.Header, entity.Fields.First(f => f.Answers(said.Header)).Name)));
    }

    [Theory]
    [MemberData(nameof(InFiles))]
    public void A_file_fills_no_column_that_is_not_declared_for_it(RecordKind kind)
    {
        var sampled = SampledKind.Of(kind);
        string[] own = ["stage_id"]; // found by its name

        Assert.Equal(
            sampled.For(FieldUse.Imported).Select(f => f.Column).Order(StringComparer.Ordinal),
            ImportEntity.Of(sampled.Plural).Plain.Select(f => f.Column!).Except(own).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(InFiles))]
    public async Task A_file_refuses_at_its_row_what_the_form_refuses_in_the_same_words(RecordKind kind)
    {
        var sampled = SampledKind.Of(kind);
        var id = await sampled.BareAsync(World, boss, "Bare");
        var needed = sampled.Fields.Where(f => f.IsRequired).ToList();

        foreach (var field in sampled.For(FieldUse.Edited | FieldUse.Imported).Where(f => TooMuch(f) is not null))
        {
            var others = needed.Where(f => f != field).ToList();
            var form = await World.PressAsync(
                boss, ChangeRecord.Verb, new Dictionary<string, object> { ["kind"] = kind, ["id"] = id, [field.Name] = TooMuch(field)! });
            var file = await Desk.ErrorsOfAsync(boss, sampled.Plural,
                string.Join(',', others.Select(f => f.Header).Append($"\"{field.Header}\"")) + "\n" + string.Join(
                    ',', others.Select(_ => "Alpha").Append(TooMuch(field))) + "\n");

            var refused = form.Refusal?.For(field.Name);
            Assert.True(refused is not null, $"The form takes it: {field.Name}.");
            Assert.Contains(refused, file, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_table_holds_what_the_declaration_allows_and_no_more(RecordKind kind)
    {
        var sampled = SampledKind.Of(kind);
        foreach (var field in sampled.Fields)
        {
            var column = await World.TruthAsync<string>(
                $"""
                select data_type || coalesce(' ' || character_maximum_length, '')
                       || case when data_type = 'numeric' then ' ' || numeric_precision || ',' || numeric_scale else '' end
                  from information_schema.columns
                 where table_schema = 't_contoso' and table_name = '{sampled.Plural}' and column_name = '{field.Column}'
                """);

            Assert.Equal((field.Name, Declared(field)), (field.Name, column));
        }
    }

    private static string Declared(RecordField field) => field.Type switch
    {
        FieldType.Text or FieldType.Email or FieldType.Phone => $"character varying {field.Length}",
        FieldType.LongText or FieldType.Choice => "text",
        FieldType.Amount or FieldType.Share => $"numeric {field.Digits!.Value.Precision},{field.Digits.Value.Scale}",
        FieldType.Whole => "integer",
        FieldType.Date => "date",
        FieldType.YesNo => "boolean",
        FieldType.Currency => "character 3",
        FieldType.Link => "uuid",
    };

    /// <summary>A value just beyond the limit; null where there is none.</summary>
    private static string? TooMuch(RecordField field) => field.Type switch
    {
        FieldType.Text or FieldType.LongText or FieldType.Email or FieldType.Phone => new string('x', field.Length + 1),
        FieldType.Amount or FieldType.Whole when field.Most is { } most => (most + 1)
            .ToString(System.Globalization.CultureInfo.InvariantCulture),
        FieldType.Share => "150",
        _ => null,
    };

    private async Task<(List<string> Headers, string[] Row)> ExportAsync(string plural)
    {
        await using var text = new StringWriter();
        var done = await World.Services.GetRequiredService<ExportRecords>().RunAsync(boss, plural, null, text, CancellationToken.None);
        Assert.Null(done.Refusal);
        var lines = text.ToString().Split(
            '\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries); // no sample holds a comma or a quote
        return ([.. lines[0].Split(',')], lines[1].Split(','));
    }
}
