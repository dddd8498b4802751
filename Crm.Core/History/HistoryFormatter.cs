using Crm.Core.Choices;

namespace Crm.Core.History;

/// <summary>One save, as a person tells it.</summary>
/// <param name="By">Null for what no person did: an import, a script.</param>
/// <param name="IsMine">The reader did it.</param>
/// <param name="Version">How the record stood afterwards.</param>
/// <param name="Fields">What follows from another field and says nothing to a person is left out.</param>
public sealed record HistoryLine(DateTimeOffset At, string? By, bool IsMine, int Version, IReadOnlyList<HistoryLineField> Fields);

/// <param name="From">As the reader's locale shows it; null for nothing.</param>
public sealed record HistoryLineField(string Label, string? From, string? To);

/// <summary>
/// Turns what the database keeps of changes (columns, ids, JSON) into labels, names and dates. A name that the reader may not see is not
/// told.
/// </summary>
public sealed class HistoryFormatter(ICrmDb db, CurrentUser reader, TenantChoicesCache cache, DeclaredFields declared)
{
    private const string NotYours = "another one";
    private const int LongestValue = 80;

    private static readonly string[] FollowsFromOthers = [
        "stage_entered_at", "closed_at", "completed_at", "deleted_at", "deleted_by", "source_key", "source_link", "conversation_id",
        "occurred_at", "occurred_on"];

    private readonly ReaderFormat shown = new(reader);

    public async Task<IReadOnlyList<HistoryLine>> TellAsync(RecordKind kind, IReadOnlyList<RecordChange> changes, CancellationToken ct)
    {
        if (changes.Count == 0)
        {
            return [];
        }

        var choices = await cache.GetAsync(db, reader, ct);
        var parsed =
            changes.Select(
                c => (Change: c, Fields: JsonSerializer.Deserialize<Dictionary<string, FromTo>>(c.Changes, JsonSerializerOptions.Web)!))
                .ToList();
        var names = await NamesAsync(choices, [.. changes.Select(c => c.ChangedBy).OfType<Guid>()], parsed.SelectMany(p => p.Fields), ct);
        var custom = choices.CustomFieldsOf(kind.ToString().ToLowerInvariant());
        return [.. parsed.Select(p => new HistoryLine(
            p.Change.ChangedAt, p.Change.ChangedBy is { } by ? names.GetValueOrDefault(by) : null, p.Change.ChangedBy == reader.Id,
            p.Change.Version,
            [.. DueAsOne(p.Fields).Where(f => Says(f.Key, p.Fields)).SelectMany(f => Told(kind, f.Key, f.Value, names, custom))]))];
    }

    /// <summary>What is due on a day holds that day and its place among moments: the day is told.</summary>
    private static Dictionary<string, FromTo> DueAsOne(Dictionary<string, FromTo> fields)
    {
        if (!fields.TryGetValue("due_on", out var day))
        {
            return fields;
        }

        var moment = fields.GetValueOrDefault("due_date") ?? new FromTo(default, default);
        return new Dictionary<string, FromTo>(fields.Where(f => f.Key is not "due_on"), StringComparer.Ordinal)
        {
            ["due_date"] = new(IsDay(day.From) ? day.From : moment.From, IsDay(day.To) ? day.To : moment.To),
        };

        static bool IsDay(JsonElement json) => json.ValueKind is JsonValueKind.String;
    }

    /// <summary>A deal's status follows from its stage, unless it was on hold there.</summary>
    private static bool Says(string column, Dictionary<string, FromTo> all) => !FollowsFromOthers.Contains(column)
        && !(column == "status" && all.ContainsKey("stage_id") && !IsOnHold(all[column].From));

    private static bool IsOnHold(JsonElement status) => status.ValueKind is JsonValueKind.String && status.ValueEquals("ON_HOLD");

    private IEnumerable<HistoryLineField> Told(
        RecordKind kind, string column, FromTo change, Dictionary<Guid, string> names,
        IReadOnlyList<CustomFieldDefinition> custom) => column switch
    {
        "custom" => custom.Where(f => !Same(Member(change.From, f), Member(change.To, f)))
            .Select(
                f => new HistoryLineField(
                    f.Label, CustomFacts.Say(f, Member(change.From, f), shown), CustomFacts.Say(f, Member(change.To, f), shown))),
        "is_deleted" => [new HistoryLineField(change.To.ValueKind is JsonValueKind.True ? "Deleted" : "Restored", null, null)],
        "made_from_mail" => [new HistoryLineField("Made by capture from a mail", null, null)],
        "probability" => [new HistoryLineField(Label(kind, column), Percent(change.From), Percent(change.To))],
        _ => [new HistoryLineField(Label(kind, column), Value(change.From, names), Value(change.To, names))],
    };

    private string? Percent(JsonElement json) => json.ValueKind is JsonValueKind.Number ? shown.Percent(json.GetDecimal()) : null;

    private string? Value(JsonElement json, Dictionary<Guid, string> names) => json.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.Number => shown.Number(json.GetDecimal()),
        JsonValueKind.String => Text(json.GetString()!, names),
        _ => json.GetRawText(),
    };

    private string? Text(string text, Dictionary<Guid, string> names) =>
        text.Length == 0 ? null
        : Guid.TryParse(text, out var id) ? names.GetValueOrDefault(id, NotYours)
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? shown.Date(day)
        : text.Length > 18 && text[10] == 'T' && DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? shown.Moment(moment)
        : text.All(c => char.IsAsciiLetterUpper(c) || c == '_') && text.Length > 3
        ? text[0] + text[1..].Replace('_', ' ').ToLowerInvariant()
        : text.Length > LongestValue ? text[..(LongestValue - 1)].TrimEnd() + "…" : text;

    /// <summary>People and stages are at hand; other records are looked up under the reader's rights.</summary>
    private async Task<Dictionary<Guid, string>> NamesAsync(
        TenantChoices choices, IReadOnlyList<Guid> authors, IEnumerable<KeyValuePair<string, FromTo>> fields, CancellationToken ct)
    {
        var names = choices.Stages.Select(s => (s.Id, s.Name)).Concat(choices.People.Select(p => ((Guid)p.Value, p.Label)))
            .DistinctBy(n => n.Item1).ToDictionary(n => n.Item1, n => n.Item2);
        var asked = fields.Where(f => f.Key.EndsWith("_id", StringComparison.Ordinal))
            .SelectMany(
                f => new[] { f.Value.From, f.Value.To }.Select(
                    v => v.ValueKind is JsonValueKind.String && v.TryGetGuid(out var id) ? id : Guid.Empty).Select(id => (f.Key, Id: id)))
            .Where(a => a.Id != Guid.Empty && !names.ContainsKey(a.Id)).ToLookup(a => a.Key, a => a.Id);
        await AddAsync(names, db.Companies.Select(c => new { c.Id, c.Name }), [.. asked["company_id"]], c => (c.Id, c.Name), ct);
        await AddAsync(names, db.Contacts.Select(c => new { c.Id, Name = c.FirstName + " " + c.LastName }), [.. asked["contact_id"]],
            c => (c.Id, c.Name), ct);
        await AddAsync(names, db.Deals.Select(d => new { d.Id, Name = d.Title }), [.. asked["deal_id"]], d => (d.Id, d.Name), ct);
        Guid[] gone = [.. asked["owner_id"], .. asked["assigned_to_id"], .. authors.Where(a => !names.ContainsKey(a))];
        await AddAsync(names, db.Users.Select(u => new { u.Id, Name = u.Name ?? u.Email }), gone, u => (u.Id, u.Name), ct);
        return names;
    }

    private static async Task AddAsync<T>(
        Dictionary<Guid, string> names, IQueryable<T> rows, Guid[] ids, Func<T, (Guid Id, string Name)> name, CancellationToken ct)
        where T : class
    {
        if (ids.Length > 0)
        {
            foreach (var (id, text) in (await rows.Where(r => ids.Contains(EF.Property<Guid>(r, "Id"))).ToListAsync(ct)).Select(name))
            {
                names[id] = text;
            }
        }
    }

    private static JsonElement Member(JsonElement custom, CustomFieldDefinition field) =>
        custom.ValueKind is JsonValueKind.Object && custom.TryGetProperty(field.FieldName, out var value) ? value : default;

    private static bool Same(JsonElement a, JsonElement b) => a.ValueKind is JsonValueKind.Undefined
        || b.ValueKind is JsonValueKind.Undefined ? a.ValueKind == b.ValueKind : JsonElement.DeepEquals(a, b);

    /// <summary>As forms and cards call the field; a column that people never type says by its name what it is.</summary>
    private string Label(RecordKind kind, string column)
    {
        if (declared.AtColumn(kind, column) is { } field)
        {
            return field.Label;
        }

        var words = (column.EndsWith("_id", StringComparison.Ordinal) ? column[..^3] : column).Replace('_', ' ');
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    private sealed record FromTo(JsonElement From, JsonElement To);
}
