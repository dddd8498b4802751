namespace Crm.Core.Imports;

/// <summary>How a column writes its values, decided by all of them together.</summary>
/// <param name="Today">Decides of which century a year of two digits is.</param>
public sealed record ColumnForm(char DecimalMark = '.', bool DayFirst = false, bool Percent = false, DateOnly Today = default);

/// <summary>What the person said where a file could mean two things.</summary>
/// <param name="DecimalMark">'.' or ','; null lets each column decide.</param>
/// <param name="DayFirst">True for 31/3/2027; null lets each column decide.</param>
public sealed record FormsSaid(char? DecimalMark = null, bool? DayFirst = null);

/// <summary>
/// Looks at every value of a column: one 1.234,56 or one 31/3/2027 settles it for the rest. Where nothing settles it, it is an error and
/// not a guess: 1,234 and 3/4/2027 would be silently wrong.
/// </summary>
public sealed class ColumnEvidence(MappedColumn column, DateOnly today)
{
    private int first; // values that read with a decimal point, or with the month first
    private int second; // with a decimal comma, or with the day first
    private string? doubtful;
    private string? shortYear;
    private bool percent = column.Header.Contains('%', StringComparison.Ordinal);

    public MappedColumn Column { get; } = column;

    public void Add(string text)
    {
        switch (Column.Field.Type)
        {
            case ImportType.Amount or ImportType.Whole or ImportType.Share:
                AddNumber(text);
                break;
            case ImportType.Date:
                AddDay(text);
                break;
            default:
                break;
        }
    }

    public Result<ColumnForm> Decide(FormsSaid said)
    {
        var isDay = Column.Field.Type is ImportType.Date;
        var second = (isDay ? said.DayFirst : said.DecimalMark is { } mark ? mark == ',' : null) ?? Majority();
        if (second is null)
        {
            return Refusal.Invalid(new FieldError(Column.Field.Name, isDay
                ? $"Column “{Column.Header}”: “{doubtful}” may be day/month or month/day, "
                + "and no other value of the column settles it. Say --dates dmy or --dates mdy."
                : $"Column “{Column.Header}”: “{doubtful}” may be thousands or decimals, "
                + "and no other value of the column settles it. Say --decimal point or --decimal comma."));
        }

        return isDay ? new ColumnForm(DayFirst: second.Value, Today: today) : new ColumnForm(second.Value ? ',' : '.', Percent: percent);
    }

    /// <summary>What the person is to know of how the column was read; null for nothing.</summary>
    public string? Notice(ColumnForm form) => shortYear is { } text && DayText.TryRead(text, form.DayFirst, form.Today, out var day)
        ? $"Column “{Column.Header}” has years of two digits: "
        + $"“{text}” is read as {day:yyyy-MM-dd}. Years of two digits are taken to lie between {today.Year - 79} and {today.Year + 20}."
        : null;

    private bool? Majority() => first == second ? (doubtful is null ? false : null) : second > first;

    private void AddNumber(string text)
    {
        var point = NumberText.TryRead(text, new NumberForm('.', IsCertain: true), out var withPoint);
        var comma = NumberText.TryRead(text, new NumberForm(',', IsCertain: true), out var withComma);
        percent |= text.Contains('%', StringComparison.Ordinal)
            || (Column.Field.Type is ImportType.Share && ((point && withPoint.Value > 1) || (!point && comma && withComma.Value > 1)));
        Count(point, comma, withPoint == withComma, text);
    }

    private void AddDay(string text)
    {
        var monthFirst = DayText.TryRead(text, dayFirst: false, today, out var withMonth);
        var dayFirst = DayText.TryRead(text, dayFirst: true, today, out var withDay);
        shortYear ??= (monthFirst || dayFirst) && DayText.HasShortYear(text) ? text : null;
        Count(monthFirst, dayFirst, withMonth == withDay, text);
    }

    private void Count(bool readsFirst, bool readsSecond, bool same, string text)
    {
        first += readsFirst ? 1 : 0;
        second += readsSecond ? 1 : 0;
        if (readsFirst && readsSecond && !same)
        {
            doubtful ??= text;
        }
    }
}
