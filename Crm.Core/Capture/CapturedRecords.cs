using Crm.Core.Activities;
using Crm.Core.Choices;

namespace Crm.Core.Capture;

/// <summary>What the CRM has of a page's items: their activities with all copies, the ledger, the firm's people.</summary>
public sealed class CapturedRecords(ICrmDb db, CurrentUser reader, TenantChoicesCache choices, ICaptureStore store)
{
    private readonly Dictionary<string, Activity> byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<(LedgerKind, string), CaptureLedgerEntry> ledger = [];
    private Dictionary<string, Guid> users = [];
    private Mailbox mailbox = null!;

    /// <summary>Values of custom fields that a new activity starts with.</summary>
    public Dictionary<string, JsonElement> Custom { get; private set; } = [];

    public async Task LoadAsync(SavePage page, CancellationToken ct)
    {
        mailbox = page.Mailbox;
        var (user, graphIds) = (page.Mailbox.User.Id, page.Items.Select(i => i.GraphId).ToList());
        var keys = page.Items.SelectMany(KeysOf).Select(k => (Guid?)SourceKeys.CaptureKey(k)).Distinct().ToList();
        var ids = await db.Activities.Where(a => keys.Contains(a.CaptureKey)).Select(a => a.Id).ToListAsync(ct);
        if (page.Items.Any(i => i.Kind is LedgerKind.Event))
        {
            ids = [.. ids.Concat(await db.ActivityMailboxes.Where(m => m.UserId == user && graphIds.Contains(m.GraphId))
                .Select(m => m.ActivityId).ToListAsync(ct)).Distinct()];
            await store.LockAsync(ids, ct);
        }

        await LoadActivitiesAsync(ids, ct);
        foreach (var entry in await db.CaptureLedger.Where(e => e.UserId == user && graphIds.Contains(e.GraphId)).ToListAsync(ct))
        {
            ledger[(entry.Kind, entry.GraphId)] = entry;
        }

        users = (await db.Users.Where(u => !u.IsDeleted).Select(u => new { u.EmailLower, u.Id }).ToListAsync(ct))
            .GroupBy(u => u.EmailLower, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Id, StringComparer.Ordinal);
        Custom = CustomValues.Defaults((await choices.GetAsync(db, reader, ct)).CustomFieldsOf("activity"));
    }

    public Guid? UserAt(string address) => mailbox.Addresses.Contains(address) ? mailbox.User.Id : users.TryGetValue(address, out var id)
        ? id : null;

    public ActivityMailbox? CopyOf(Activity activity) => activity.Mailboxes.FirstOrDefault(m => m.UserId == mailbox.User.Id);

    /// <summary>The activity of this very mail; one that merely has its id is another's.</summary>
    public Activity? Same(CapturedMail mail)
    {
        var mark = SourceKeys.MarkOf(mail);
        return Find(
            SourceKeys.Mail(mail), a => a.Mailboxes.Exists(c => c.ItemMark == mark && SourceKeys.IsSameMoment(c.SentAt, mail.SentAt))
            || (IsUnmarked(a) && IsAlike(a, mail)))
            ?? Find(SourceKeys.OwnOf(mail), _ => true);
    }

    /// <summary>The activity of this very meeting: the same id and original start, called by the same organizer.</summary>
    public Activity? Same(CapturedEvent meeting)
    {
        var mark = SourceKeys.MarkOf(meeting, UserAt);
        return byKey.Values.FirstOrDefault(a => CopyOf(a)?.GraphId == meeting.GraphId && IsSame(a))
            ?? Find(SourceKeys.Meeting(meeting), IsSame)
            ?? Find(SourceKeys.OwnOf(meeting), _ => true);

        bool IsSame(Activity activity) => activity.Mailboxes.Exists(c => c.ItemMark == mark)
            || (IsUnmarked(activity) && IsAlike(activity, meeting));
    }

    /// <summary>Every meeting that this mailbox showed as this item.</summary>
    public IReadOnlyList<Activity> ShownAs(string graphId) =>
        [.. byKey.Values.Where(a => a.Type is ActivityType.Meeting && CopyOf(a)?.GraphId == graphId)];

    public string KeyFor(CapturedMail mail) => byKey.ContainsKey(SourceKeys.Mail(mail)) ? SourceKeys.OwnOf(mail) : SourceKeys.Mail(mail);

    public string KeyFor(CapturedEvent meeting) => byKey.ContainsKey(SourceKeys.Meeting(meeting))
        ? SourceKeys.OwnOf(meeting)
        : SourceKeys.Meeting(meeting);

    public void Add(Activity activity)
    {
        db.Activities.Add(activity);
        byKey[activity.SourceKey!] = activity;
    }

    public CaptureLedgerEntry EntryOf(Planned item, DateTimeOffset now)
    {
        if (!ledger.TryGetValue((item.Kind, item.GraphId), out var entry))
        {
            entry = CaptureLedgerEntry.For(mailbox.User.Id, item.Kind, item.GraphId, now);
            ledger[(item.Kind, item.GraphId)] = entry;
            db.CaptureLedger.Add(entry);
        }

        return entry.LyingIn(mailbox);
    }

    private async Task LoadActivitiesAsync(List<Guid> ids, CancellationToken ct)
    {
        if (ids.Count == 0)
        {
            return;
        }

        // Deleted ones too: what somebody threw away is not captured again. Participants and copies join their activities as they are read.
        foreach (var activity in await db.Activities.Where(a => ids.Contains(a.Id)).ToListAsync(ct))
        {
            byKey[activity.SourceKey!] = activity;
        }

        await db.ActivityParticipants.Where(p => ids.Contains(p.ActivityId)).LoadAsync(ct);
        await db.ActivityMailboxes.Where(m => ids.Contains(m.ActivityId)).LoadAsync(ct);
    }

    private Activity? Find(string key, Func<Activity, bool> isSame) => byKey.TryGetValue(key, out var activity) && isSame(activity)
        ? activity
        : null;

    /// <summary>It was captured before copies were compared.</summary>
    private static bool IsUnmarked(Activity activity) => activity.Mailboxes.TrueForAll(c => c.ItemMark is null);

    private static bool IsAlike(Activity activity, CapturedMail mail) =>
        activity.Participants.Find(p => p.Kind is ParticipantKind.From)?.Address == mail.From?.Address
        && activity.Subject.TrimEnd('…').Length is var length
        && string.Equals(activity.Subject.TrimEnd('…'),
            mail.Subject.Trim() is { } s && s.Length > length ? s[..length] : mail.Subject.Trim(), StringComparison.OrdinalIgnoreCase);

    private bool IsAlike(Activity activity, CapturedEvent meeting) =>
        activity.Participants.Find(p => p.Kind is ParticipantKind.Organizer) is not { } organizer || meeting.Organizer is not { } other
        || organizer.Address == other.Address || (UserAt(organizer.Address) is { } user && user == UserAt(other.Address));

    private static IEnumerable<string> KeysOf(Planned item) => item switch
    {
        Planned.Mail mail => [SourceKeys.Mail(mail.Content), SourceKeys.OwnOf(mail.Content)],
        Planned.Meeting meeting => [SourceKeys.Meeting(meeting.Content), SourceKeys.OwnOf(meeting.Content)],
        _ => [],
    };
}
