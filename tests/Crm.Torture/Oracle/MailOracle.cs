namespace Crm.Torture.Oracle;

/// <summary>
/// One activity for each mail of which a mailbox holds a copy that belongs in the CRM, with each such mailbox attached. A copy that could
/// have been taken and cannot be any more leaves it open.
/// </summary>
internal static class MailOracle
{
    public static Verdict Judge(IEnumerable<MailCopy> mails, IReadOnlyList<Captured> captured)
    {
        var problems = new List<Problem>();
        var (expected, open, claimed) = (0, 0, new HashSet<Captured>());
        foreach (var mail in mails.GroupBy(copy => copy.Mail))
        {
            var found = captured.Where(c => c.Subject.Contains(mail.Key.Token, StringComparison.Ordinal)).ToList();
            claimed.UnionWith(found);
            var (must, may) = (mail.Any(c => c.MustBeTaken), mail.Any(c => c.CouldBeTaken));
            expected += must ? 1 : 0;
            open += may && !must ? 1 : 0;
            problems.AddRange(Count(mail.Key, must, may, found.Count));
            problems.AddRange(found.SelectMany(one => Mailboxes(mail, one)));
        }

        problems.AddRange(captured.Where(c => c.Type == "EMAIL" && !claimed.Contains(c))
            .Select(c => new Problem(Fault.Wrong, c.SourceKey, "is of no mail that was ever delivered")));
        return new Verdict(expected, open, claimed.Count, problems);
    }

    private static IEnumerable<Problem> Count(Mail mail, bool must, bool may, int found) =>
        must && found == 0 ? [new Problem(Fault.Lost, mail.Token, "no activity")]
        : found > 1 ? [new Problem(Fault.Doubled, mail.Token, $"{found} activities")]
        : found > 0 && !may ? [new Problem(
            Loggable.Is(mail) ? Fault.Wrong : Fault.PrivateShown, mail.Token, "is there and never belonged there")]
        : [];

    private static IEnumerable<Problem> Mailboxes(IGrouping<Mail, MailCopy> mail, Captured found)
    {
        foreach (var mailbox in mail.GroupBy(c => c.Mailbox.Owner.Mail))
        {
            var isAttached = found.Mailboxes.ContainsKey(mailbox.Key);
            if (!isAttached && mailbox.Any(c => c.MustBeTaken))
            {
                yield return new Problem(Fault.Lost, mail.Key.Token, $"{mailbox.Key} is not attached");
            }
            else if (isAttached && !mailbox.Any(c => c.CouldBeTaken))
            {
                yield return new Problem(Fault.PrivateShown, mail.Key.Token, $"{mailbox.Key} is attached, whose copy never belonged there");
            }
        }
    }
}
