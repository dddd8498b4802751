using Crm.Core.Activities;

namespace Crm.Core.Capture;

/// <summary>
/// The mails of a page that a known contact wrote to one of us in answer to a mail of ours. Their firm's list may have passed them on: that
/// makes no newsletter of them.
/// </summary>
internal sealed class MeetingResponses
{
    private readonly HashSet<string> graphIds;

    private MeetingResponses(HashSet<string> graphIds) => this.graphIds = graphIds;

    public static async Task<MeetingResponses> OfAsync(
        ICrmDb db, Colleagues colleagues, Matcher matcher, IReadOnlyList<CapturedMail> mails, CancellationToken ct)
    {
        var candidates = mails.Where(m => MailSigns.IsBulk(m, colleagues) && m.From is { } author && matcher.Knows(author)
            && m.Participants.Any(p => p.Kind is ParticipantKind.To && colleagues.Include(p))).ToList();
        if (candidates.Count == 0)
        {
            return new MeetingResponses([]);
        }

        var keys = candidates.SelectMany(MailThread.IdsOf).Select(id => (Guid?)SourceKeys.CaptureKey(SourceKeys.Mail(id)!)).Distinct()
            .ToList();
        var ours =
            (await db.Activities.Where(a => keys.Contains(a.CaptureKey) && a.Direction == Direction.Outbound).Select(a => a.CaptureKey)
                .ToListAsync(ct)).ToHashSet();
        return new MeetingResponses([.. candidates.Where(m => MailThread.IdsOf(m).Any(IsOurs)).Select(m => m.GraphId)]);

        bool IsOurs(string id) => ours.Contains(SourceKeys.CaptureKey(SourceKeys.Mail(id)!))
            || colleagues.IncludeDomain(id[(id.LastIndexOf('@') + 1)..].TrimEnd('>'));
    }

    public bool Contains(CapturedMail mail) => graphIds.Contains(mail.GraphId);
}
