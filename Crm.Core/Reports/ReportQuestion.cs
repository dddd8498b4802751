using Crm.Core.Catalogs;

namespace Crm.Core.Reports;

/// <summary>
/// Reads whose numbers and which days were asked for. Days are the reader's own, exactly: their midnights, not UTC's. Who sees own records
/// only and asks for others is refused; leaving the others out would show a small number under a large name.
/// </summary>
public sealed class ReportQuestion(ICrmDb db, CurrentUser reader, FieldSource fields, TimeProvider clock)
{
    public const string Me = "me";
    public const string Everyone = "everyone";
    public const string UsualPeriod = "this quarter";
    public const int MostPeople = 200;
    public const int MostYears = 10;

    public FilterClock Clock { get; } = new(clock.GetUtcNow(), ReaderFormat.ZoneOf(reader.TimeZone), Numbers.CultureOf(reader.Locale));

    /// <param name="of">"me" (also when empty), "everyone", or ids of people with commas between.</param>
    /// <param name="ct">Cancels the look-up of names.</param>
    public async Task<Result<ReportScope>> ScopeAsync(string? of, CancellationToken ct)
    {
        var asked = of?.Trim() ?? "";
        if (asked.Length == 0 || Is(asked, Me))
        {
            return new ReportScope(false, [new ReportPerson(reader.Id, reader.Name) { InFilter = Me }]);
        }

        if (Is(asked, Everyone))
        {
            return reader.MaySeeEverybody ? new ReportScope(true, []) : NotYours();
        }

        var words = asked.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var ids = words.Select(w => Is(w, Me) ? reader.Id : Guid.TryParse(w, out var id) ? id : Guid.Empty).Distinct().ToList();
        if (ids.Count is 0 or > MostPeople || ids.Contains(Guid.Empty))
        {
            return Wrong("of", $"“of” is me, everyone, or the ids of up to {MostPeople} people with commas between.");
        }

        if (!reader.MaySeeEverybody && ids.Any(id => id != reader.Id))
        {
            return NotYours();
        }

        // Who has left the firm is still asked about: their deals were won.
        var people = await db.Users.Where(u => ids.Contains(u.Id)).OrderBy(u => u.Name).ThenBy(u => u.Id)
            .Select(u => new ReportPerson(u.Id, u.Name ?? u.Email)).ToListAsync(ct);
        var unknown = ids.Except(people.Select(p => p.Id)).ToList();
        var choices = (await fields.GetAsync(ct)).Choices.People.ToLookup(p => p.Value, p => p.Label);
        return unknown.Count == 0
            ? new ReportScope(false, [.. people.Select(p => p with { InFilter = p.Id == reader.Id ? Me : choices[p.Id].FirstOrDefault() })])
            : Wrong("of", $"Nobody here has the id {unknown[0]}.");
    }

    /// <param name="period">A span of the filter language; the quarter when nothing is said.</param>
    /// <param name="from">Instead of a span: the first day.</param>
    /// <param name="to">The last day; today when only the first is said.</param>
    public Result<ReportPeriod> Period(string? period, string? from, string? to)
    {
        var check = new InputReader(reader.Locale);
        var first = check.Date("from", from, "The first day");
        var last = check.Date("to", to, "The last day");
        if (check.Refusal is { } unreadable)
        {
            return unreadable;
        }

        if (first is null && last is not null)
        {
            return Wrong("from", "The first day is needed as well.");
        }

        return first is { } start ? Between(start, last ?? Clock.Today, period, last is null ? "from" : "to") : Named(period);
    }

    public MomentSpan MomentsOf(ReportPeriod period) => new(Clock.StartOf(period.From), Clock.StartOf(period.To.AddDays(1)));

    /// <summary>Everything that is wrong with a question at once; what is not allowed comes before what is not understood.</summary>
    public static Refusal? Together(params ReadOnlySpan<Refusal?> refusals)
    {
        var fields = new List<FieldError>();
        foreach (var refusal in refusals)
        {
            if (refusal is { Kind: not RefusalKind.Invalid })
            {
                return refusal;
            }

            fields.AddRange(refusal?.Fields ?? []);
        }

        return fields.Count == 0 ? null : Refusal.Invalid(fields);
    }

    private static bool Is(string typed, string word) => typed.Equals(word, StringComparison.OrdinalIgnoreCase);

    private static Refusal Wrong(string field, string message) => Refusal.Invalid(new FieldError(field, message));

    private static Refusal NotYours()
    {
        const string Message = "You see reports of your own records. A manager sees those of others.";
        return Refusal.NotAllowed(Message) with { Fields = [new FieldError("of", Message)] };
    }

    private static Result<ReportPeriod> Between(DateOnly from, DateOnly to, string? period, string blamed) =>
        !string.IsNullOrWhiteSpace(period) ? Wrong("period", "Please give either a period or days, not both.")
        : to < from ? Wrong(blamed, "The period must not end before it begins.")
        : to > from.AddYears(MostYears) ? Wrong(blamed, $"A report covers at most {MostYears} years.")
        : new ReportPeriod(from, to, null);

    private Result<ReportPeriod> Named(string? period)
    {
        var words = string.IsNullOrWhiteSpace(period) ? UsualPeriod : period.Trim();
        if (words.Length > 40 || RelativeSpan.Parse(words) is not { } span)
        {
            return Wrong(
                "period",
                $"“{(words.Length > 40 ? words[..40] + "…" : words)}” isn't a period. "
                + "Use one such as this month, last quarter, this year or past 30 days.");
        }

        var (from, until) = span.Resolve(Clock.Today, Clock.Culture);
        return new ReportPeriod(from, until.AddDays(-1), span.Words);
    }
}
