namespace Crm.Demo.LargeFirm;

internal readonly record struct CompanyPlan(Guid Id, DateTime Made, int Owner, bool IsDeleted);

internal readonly record struct ContactPlan(Guid Id, DateTime Made, int Company, int Owner, bool IsDeleted);

/// <param name="Stage">Position in the pipeline: 1 to 4 open, 5 won, 6 lost.</param>
/// <param name="Reached">How far a lost deal had come.</param>
internal readonly record struct DealPlan(
    Guid Id, DateTime Made, int Contact, int Company, int Owner, DateTime Closes, string Status, int Stage, int Reached, decimal? Value,
    string Currency, bool IsDeleted)
{
    public bool IsClosed => Stage >= FirmPlan.Won;
}

internal readonly record struct ActivityPlan(
    Guid Id, DateTime Logged, DateTime Occurred, string Type, int Deal, int Contact, int Company, int Owner, string Status, DateTime? Due,
    DateTime? Completed,
    bool IsCaptured, bool IsDeleted);

/// <summary>
/// Who belongs to whom, and when: each row follows from its number alone. What practice looks like is in the skews: one owner in fifty
/// holds a ninth of everything, a few contacts and companies have most of the traffic, a tenth is deleted, a twentieth has no company.
/// </summary>
internal sealed class FirmPlan(FirmSize size, DateTime now)
{
    public const int Won = 5;
    public const int Lost = 6;
    private const int Nobody = -1;

    /// <summary>Coprime with every size: spreads the busy ones over the whole table, so that they do not sit on the same pages.</summary>
    private const long Spread = 7919;

    private static readonly string[] Types =
    [
        "EMAIL", "EMAIL", "EMAIL", "EMAIL", "EMAIL", "EMAIL", "EMAIL", "EMAIL", "EMAIL", "CALL", "CALL", "CALL", "CALL", "TASK", "TASK",
        "TASK", "MEETING", "MEETING", "NOTE", "NOTE",
    ];

    private static readonly string[] Currencies = ["USD", "USD", "USD", "EUR", "EUR", "GBP"];

    public DateTime Now => now;

    public FirmSize Size => size;

    public static Guid UserId(int n) => Id(1, n, new DateTime(2021, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(n));

    public static Guid StageId(int position) => Id(2, position, new DateTime(2021, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(position));

    /// <summary>RFC 9562 version 7: the moment in milliseconds, then chance; rows lie in time order.</summary>
    public static Guid Id(int table, long row, DateTime moment)
    {
        var chance = Chance.Of(Chance.Stream.Id, ((long)table << 48) | row);
        var (high, low) = (chance.Next(), chance.Next());
        var milliseconds = (ulong)(moment - DateTime.UnixEpoch).TotalMilliseconds;
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, (milliseconds << 16) | 0x7000 | (high & 0x0FFF));
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], 0x8000_0000_0000_0000 | (low >> 2));
        return new Guid(bytes, bigEndian: true);
    }

    public CompanyPlan Company(int i)
    {
        var chance = Chance.Of(Chance.Stream.Company, i);
        var made = Moment(i, size.Companies, years: 5, power: 0.7);
        return new CompanyPlan(Id(3, i, made), made, chance.Skewed(FirmSize.Users, 1.8), chance.Happens(0.10));
    }

    public ContactPlan Contact(int i)
    {
        var chance = Chance.Of(Chance.Stream.Contact, i);
        var made = Moment(i, size.Contacts, years: 5, power: 0.7);
        var company = chance.Happens(0.95) ? Busy(ref chance, size.Companies, 1.5) : Nobody;
        var owner = company >= 0 && chance.Happens(0.9) ? Company(company).Owner : chance.Skewed(FirmSize.Users, 1.8);
        return new ContactPlan(Id(4, i, made), made, company, owner, chance.Happens(0.10));
    }

    public DealPlan Deal(int i)
    {
        var chance = Chance.Of(Chance.Stream.Deal, i);
        var made = Moment(i, size.Deals, years: 3.5, power: 0.75);
        var contact = Busy(ref chance, size.Contacts, 1.4);
        var (company, owner) = (Contact(contact).Company, Contact(contact).Owner);
        var closes = made.AddDays(10 + (chance.Real() * 140));
        var (outcome, depth) = (chance.Real(), chance.Real());
        var open = depth < 0.4 ? 1 : depth < 0.7 ? 2 : depth < 0.9 ? 3 : 4;
        var (status, stage) = closes < now
            ? outcome < 0.42 ? ("WON", Won) : outcome < 0.82 ? ("LOST", Lost) : (outcome < 0.84 ? "ON_HOLD" : "OPEN", open)
            : (outcome < 0.05 ? "ON_HOLD" : "OPEN", open);
        decimal? value = chance.Happens(0.97) ? decimal.Round((decimal)Math.Min(Math.Exp(9 + (1.2 * chance.Normal())), 9e8), 2) : null;
        return new DealPlan(
            Id(5, i, made), made, contact, company, owner, closes, status, stage, open, value, chance.Of(Currencies), chance.Happens(0.10));
    }

    /// <summary>When a deal entered the stage at <paramref name="step"/> of <paramref name="steps"/> on its way.</summary>
    public DateTime Entered(in DealPlan deal, int step, int steps)
    {
        var end = deal.IsClosed ? deal.Closes : now < deal.Closes ? now : deal.Closes;
        return deal.Made.AddTicks((end - deal.Made).Ticks / Math.Max(steps - (deal.IsClosed ? 1 : 0), 1) * step);
    }

    /// <summary>The positions that a deal passed through, the present one last.</summary>
    public static int[] Path(in DealPlan deal) => deal.Stage switch
    {
        Won => [1, 2, 3, 4, Won],
        Lost => [.. Enumerable.Range(1, deal.Reached), Lost],
        var open => [.. Enumerable.Range(1, open)],
    };

    public ActivityPlan Activity(int i)
    {
        var chance = Chance.Of(Chance.Stream.Activity, i);
        var logged = Moment(i, size.Activities, years: 3, power: 0.75);
        var type = chance.Of(Types);
        var (deal, contact, company, owner) = About(ref chance);
        var (outcome, pace, isDeleted) = (chance.Real(), chance.Real(), chance.Happens(0.10));
        var ahead = type is "MEETING" && i > size.Activities * 0.97 && chance.Happens(0.3); // planned for the coming two months
        var done = !ahead && type is not ("EMAIL" or "NOTE") && outcome < (logged < now.AddDays(-14) ? 0.93 : 0.35);
        var status = done || type is "EMAIL" or "NOTE" ? "COMPLETED" : outcome > 0.99 ? "CANCELLED" : outcome > 0.97
            ? "IN_PROGRESS" : "PENDING";
        var completed = status is "COMPLETED" ? Earlier(logged.AddDays(type is "EMAIL" or "NOTE" ? 0 : pace * 12), now) : (DateTime?)null;
        var occurred = ahead ? now.AddDays(pace * 60) : type is "MEETING" ? logged : completed ?? logged;
        DateTime? due = type is "TASK" or "CALL" ? logged.AddDays(pace * 14) : type is "MEETING" ? occurred : null;
        var isCaptured = type is "EMAIL" && logged > now.AddDays(-182); // capture was switched on half a year ago
        return new ActivityPlan(
            Id(6, i, logged), logged, occurred, type, deal, contact, company, owner, status, due, completed, isCaptured, isDeleted);
    }

    public static DateTime Earlier(DateTime a, DateTime b) => a < b ? a : b;

    /// <summary>A third about deals, most about contacts, a few about companies only.</summary>
    private (int Deal, int Contact, int Company, int Owner) About(ref Chance chance)
    {
        var about = chance.Real();
        if (about < 0.35)
        {
            var number = Busy(ref chance, size.Deals, 1.5);
            var deal = Deal(number);
            return (number, deal.Contact, deal.Company, deal.Owner);
        }

        if (about < 0.95)
        {
            var number = Busy(ref chance, size.Contacts, 1.6);
            var contact = Contact(number);
            return (Nobody, number, contact.Company, contact.Owner);
        }

        var company = chance.Below(size.Companies);
        return (Nobody, Nobody, company, Company(company).Owner);
    }

    private static int Busy(ref Chance chance, int n, double power) => (int)(((chance.Skewed(n, power) * Spread) + 13) % n);

    /// <summary>Rows grow denser towards today.</summary>
    private DateTime Moment(int i, int n, double years, double power)
    {
        var moment = now.AddDays(-365.25 * years * (1 - Math.Pow((i + 1.0) / n, power)));
        return moment.AddTicks(-(moment.Ticks % 10)); // PostgreSQL keeps microseconds
    }
}
