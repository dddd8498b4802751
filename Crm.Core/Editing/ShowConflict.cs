namespace Crm.Core.Editing;

/// <summary>Two people changed the same fields of one record: what each of them wrote.</summary>
/// <param name="Version">How the record stands now.</param>
/// <param name="Mine">What this person typed, by input.</param>
public sealed record ShowConflict(
    RecordKind Kind, Guid Id, int Version, IReadOnlyList<FieldConflict>? Fields = null, JsonElement Mine = default) : ICardRequest
{
    public static string Verb => "record.conflict";
}

/// <param name="Id">The input's.</param>
public sealed record ConflictLine(string Id, string Label, string? Yours, string? Theirs);

public sealed record ConflictView(ShowConflict Asked, IReadOnlyList<ConflictLine> Lines);

public sealed class ShowConflictHandler(ICrmDb db, CurrentUser user, TenantFields fields, DeclaredFields declared)
{
    private readonly ReaderFormat shown = new(user);

    /// <summary>Ids become names, inputs get their labels: it is people who choose.</summary>
    public async Task<Result<ConflictView>> HandleAsync(ShowConflict conflict, CancellationToken ct)
    {
        if (conflict is not { Fields: { } contested, Mine.ValueKind: JsonValueKind.Object })
        {
            return Refusal.UnreadableCard();
        }

        var custom = await fields.OfAsync(conflict.Kind, ct);
        var lines = new List<ConflictLine>();
        foreach (var field in contested)
        {
            var label = custom.FirstOrDefault(c => $"custom.{c.FieldName}" == field.Field)?.Label
                ?? declared.Named(conflict.Kind, field.Field)?.Label ?? field.Field;
            lines.Add(
                new ConflictLine(
                    field.Field, label, await NameAsync(field.Field, field.Yours, ct), await NameAsync(field.Field, field.Theirs, ct)));
        }

        return new ConflictView(conflict, lines);
    }

    private async Task<string?> NameAsync(string field, string? value, CancellationToken ct) =>
        !Guid.TryParse(value, out var id) ? Readable(value) : field switch
    {
        "companyId" => await db.Companies.Where(c => c.Id == id).Select(c => c.Name).FirstOrDefaultAsync(ct),
        "contactId" => await db.Contacts.Where(c => c.Id == id).Select(c => c.FirstName + " " + c.LastName).FirstOrDefaultAsync(ct),
        "dealId" => await db.Deals.Where(d => d.Id == id).Select(d => d.Title).FirstOrDefaultAsync(ct),
        "ownerId" => await db.Users.Where(u => u.Id == id).Select(u => u.Name ?? u.Email).FirstOrDefaultAsync(ct),
        _ => value,
    };

    /// <summary>Days and moments as the reader's locale has them.</summary>
    private string? Readable(string? value) =>
        DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? shown.Date(day)
        : DateTimeOffset.TryParseExact(value, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) ? shown.Moment(moment)
        : value;
}

/// <summary>Both sides of every field, and a choice for each.</summary>
public static class ConflictCard
{
    public static AdaptiveCard For(ConflictView view)
    {
        var (conflict, what) = (view.Asked, view.Asked.Kind.ToString().ToLowerInvariant());
        return new AdaptiveCard(
        [
            Blocks.Title($"Somebody else changed this {what} meanwhile"),
            new TextBlock("Nothing was saved. Choose for each field what is right; everything else they changed stays."),
            .. view.Lines.Select(Line),
        ])
        {
            Actions =
            [
                ExecuteAction.Submit<SettleConflict>("Save this choice",
                    new { kind = conflict.Kind, id = conflict.Id, version = conflict.Version, mine = conflict.Mine })
                    with { Style = "positive" },
                ExecuteAction.Press(
                    "Keep all of mine", new SettleConflict(conflict.Kind, conflict.Id, conflict.Version, conflict.Mine, All(view.Lines))),
                ExecuteAction.Press("Take theirs", new ShowRecord(conflict.Kind, conflict.Id)),
            ],
            FallbackText = $"Somebody else changed this {what} meanwhile",
        };
    }

    private static ChoiceSetInput Line(ConflictLine line) =>
        new(line.Label,
            [new Choice($"Mine: {Said(line.Yours)}", SettleConflict.MineWord), new Choice($"Theirs: {Said(line.Theirs)}", "theirs")])
    {
        Id = $"take.{line.Id}", Value = SettleConflict.MineWord, Style = "expanded",
    };

    private static JsonElement All(IReadOnlyList<ConflictLine> lines) =>
        FormValues.Nest(JsonSerializer.SerializeToElement(lines.ToDictionary(l => $"take.{l.Id}", _ => SettleConflict.MineWord)))
        .GetProperty("take");

    private static string Said(string? value) =>
        string.IsNullOrEmpty(value) ? "nothing" : value.Length > 200 ? value[..199] + "…" : value;
}
