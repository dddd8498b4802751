using Crm.Simulators.Delivery;

namespace Crm.Torture.Scenario;

/// <summary>The mailboxes of the stand-in, with everything that was put into them so far.</summary>
internal sealed class Stage(Firm firm, Mailboxes mailboxes, Postman postman, TimeProvider clock)
{
    private readonly Dictionary<string, FolderTree> folders = firm.Users.Take(Cast.Mailboxes)
        .ToDictionary(user => user.Oid, user => new FolderTree(mailboxes.Of(user)), StringComparer.Ordinal);

    public IReadOnlyList<Person> Users { get; } = [.. firm.Users.Take(Cast.Mailboxes).Select(u => new Person(u.Name, u.Mail))];

    public IReadOnlyList<Mailbox> Mailboxes { get; } = [.. firm.Users.Take(Cast.Mailboxes).Select(mailboxes.Of)];

    public List<MailCopy> Mails { get; } = [];

    public List<(Meeting Meeting, IReadOnlyList<MeetingCopy> Copies)> Meetings { get; } = [];

    public DateTimeOffset Now => clock.GetUtcNow();

    public FolderTree FoldersOf(Mailbox mailbox) => folders[mailbox.Owner.Oid];

    public Mailbox? MailboxOf(Person person) => Mailboxes.FirstOrDefault(m => m.Owner.Mail == person.Address);

    /// <summary>A copy into one folder, as Exchange, a rule or a resend puts it there.</summary>
    public MailCopy Deliver(Mail mail, Mailbox mailbox, MailFolder folder)
    {
        var made = postman.DeliverMailTo(mailbox.Owner, folder.Id, mail.ToMime()).Single();
        var copy = new MailCopy(mail, mailbox, FoldersOf(mailbox), mailbox.FindMessage(made.ImmutableId)!);
        Mails.Add(copy);
        Look();
        return copy;
    }

    /// <summary>The meeting as its organizer has it now, into every calendar that still holds it.</summary>
    public void Deliver(Meeting meeting, IEnumerable<MeetingCopy> copies)
    {
        var calendar = meeting.ToCalendar();
        foreach (var copy in copies)
        {
            postman.DeliverCalendar(calendar, shift: false, copy.Mailbox.Owner);
        }

        Look();
    }

    /// <summary>After each step: what could be taken now could be taken.</summary>
    public void Look()
    {
        foreach (var tree in folders.Values)
        {
            tree.Look();
        }

        Mails.ForEach(mail => mail.Look());
        foreach (var copy in Meetings.SelectMany(m => m.Copies))
        {
            copy.Look();
        }
    }
}
