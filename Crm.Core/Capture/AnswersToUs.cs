using Crm.Core.Activities;

namespace Crm.Core.Capture;

/// <summary>
/// The mails of a page that answer a mail of ours: In-Reply-To or References name one that we sent, or an id of our domain.
/// </summary>
internal sealed class AnswersToUs
{
    private readonly HashSet<string> graphIds;

    private AnswersToUs(HashSet<string> graphIds) => this.graphIds = graphIds;

    /// <param name="mails">Those of which it matters.</param>
    public static async Task<AnswersToUs> OfAsync(
        ICrmDb db, Colleagues colleagues, IEnumerable<CapturedMail> mails, CancellationToken ct)
    {
        List<(CapturedMail Mail, List<string> Ids)> answering = [.. mails.Select(m => (m, MailThread.IdsOf(m).ToList()))
            .Where(a => a.Item2.Count > 0)];
        if (answering.Count == 0)
        {
            return new AnswersToUs([]);
        }

        var keys = answering.SelectMany(a => a.Ids).Select(id => (Guid?)KeyOf(id)).Distinct().ToList();
        var ours =
            (await db.Activities.Where(a => keys.Contains(a.CaptureKey) && a.Direction == Direction.Outbound).Select(a => a.CaptureKey)
                .ToListAsync(ct)).ToHashSet();
        return new AnswersToUs([.. answering.Where(a => a.Ids.Exists(IsOurs)).Select(a => a.Mail.GraphId)]);

        bool IsOurs(string id) => ours.Contains(KeyOf(id))
            || colleagues.IncludeDomain(id[(id.LastIndexOf('@') + 1)..].TrimEnd('>'));
    }

    public bool Contains(CapturedMail mail) => graphIds.Contains(mail.GraphId);

    /// <summary>A known contact wrote it to one of us: their firm's list may have passed it on, which makes no newsletter of it.</summary>
    public static bool IsOfContact(CapturedMail mail, Matcher matcher, Colleagues colleagues) =>
        mail.From is { } author && matcher.Knows(author)
        && mail.Participants.Any(p => p.Kind is ParticipantKind.To && colleagues.Include(p));

    private static Guid KeyOf(string id) => SourceKeys.CaptureKey(SourceKeys.Mail(id)!);
}
