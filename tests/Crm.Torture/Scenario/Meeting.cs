using System.Text;

namespace Crm.Torture.Scenario;

/// <summary>
/// A meeting or a weekly series as its organizer has it. Changes of the organizer's reach every mailbox: each is the whole calendar file
/// anew.
/// </summary>
internal sealed class Meeting(string token, Person organizer, IReadOnlyList<Person> attendees, DateTimeOffset start, int instances)
{
    private static readonly TimeSpan Length = TimeSpan.FromHours(1);
    private readonly HashSet<DateTimeOffset> dropped = [];
    private readonly Dictionary<DateTimeOffset, DateTimeOffset> moved = [];
    private int version;

    public string Token => token;

    public string Uid => $"{token}@torture.example";

    public Person Organizer => organizer;

    public IReadOnlyList<Person> Attendees => attendees;

    public IEnumerable<Person> People => [organizer, .. attendees];

    public bool IsSeries => instances > 1;

    public DateTimeOffset Start { get; private set; } = start;

    public bool IsCancelled { get; private set; }

    public bool IsPrivate { get; private set; }

    /// <summary>
    /// The instances that take place: the start that the rule gives, and the one that counts. A meeting of its own has no start by rule: it
    /// is the same wherever it is moved.
    /// </summary>
    public IReadOnlyDictionary<DateTimeOffset, DateTimeOffset> Instances => IsSeries
        ? ByRule.Where(at => !dropped.Contains(at)).ToDictionary(at => at, at => moved.GetValueOrDefault(at, at))
        : new Dictionary<DateTimeOffset, DateTimeOffset> { [default] = Start };

    private IEnumerable<DateTimeOffset> ByRule => Enumerable.Range(0, instances).Select(week => Start.AddDays(7 * week));

    /// <summary>All of it; the exceptions of a series go, as in Outlook.</summary>
    public void Move(TimeSpan by)
    {
        Start += by;
        moved.Clear();
        dropped.Clear();
    }

    public void MoveOne(DateTimeOffset original, TimeSpan by) => moved[original] = moved.GetValueOrDefault(original, original) + by;

    public void Drop(DateTimeOffset original)
    {
        moved.Remove(original);
        dropped.Add(original);
    }

    public void Cancel() => IsCancelled = true;

    public void TurnPrivate() => IsPrivate = true;

    public byte[] ToCalendar()
    {
        version++;
        var text = new StringBuilder("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//torture//EN\r\n")
            .Append(IsCancelled ? "METHOD:CANCEL\r\n" : "METHOD:REQUEST\r\n");
        Event(text, Start, null);
        foreach (var (original, at) in moved)
        {
            Event(text, at, original);
        }

        return Encoding.UTF8.GetBytes(text.Append("END:VCALENDAR\r\n").ToString());
    }

    private void Event(StringBuilder text, DateTimeOffset at, DateTimeOffset? exceptionOf)
    {
        text.Append(CultureInfo.InvariantCulture, $"BEGIN:VEVENT\r\nUID:{Uid}\r\nSEQUENCE:{version}\r\nSUMMARY:Meeting {token}\r\n")
            .Append(CultureInfo.InvariantCulture, $"DTSTART:{Stamp(at)}\r\nDTEND:{Stamp(at + Length)}\r\n")
            .Append(CultureInfo.InvariantCulture, $"ORGANIZER;CN={organizer.Name}:mailto:{organizer.Address}\r\n");
        foreach (var attendee in attendees)
        {
            text.Append(
                CultureInfo.InvariantCulture, $"ATTENDEE;CN={attendee.Name};PARTSTAT=ACCEPTED:mailto:{attendee.Address}\r\n");
        }

        text.Append(IsPrivate ? "CLASS:PRIVATE\r\n" : "").Append(IsCancelled ? "STATUS:CANCELLED\r\n" : "");
        if (exceptionOf is { } original)
        {
            text.Append(CultureInfo.InvariantCulture, $"RECURRENCE-ID:{Stamp(original)}\r\n");
        }
        else if (IsSeries)
        {
            text.Append(CultureInfo.InvariantCulture, $"RRULE:FREQ=WEEKLY;COUNT={instances}\r\n");
            text.Append(dropped.Count == 0 ? "" : $"EXDATE:{string.Join(',', dropped.Select(Stamp))}\r\n");
        }

        text.Append("END:VEVENT\r\n");
    }

    private static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
