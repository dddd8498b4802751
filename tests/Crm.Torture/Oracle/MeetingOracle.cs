namespace Crm.Torture.Oracle;

/// <summary>
/// One activity for each instance that stands in a calendar as it belongs in the CRM, at the time that the organizer's calendar says. What
/// could have been taken and is gone, declined or cancelled may be there, cancelled; what its organizer made private, without its words.
/// </summary>
internal static class MeetingOracle
{
    public static Verdict Judge(
        IReadOnlyList<(Meeting Meeting, IReadOnlyList<MeetingCopy> Copies)> meetings, IReadOnlyList<Captured> captured)
    {
        var problems = new List<Problem>();
        var (expected, open, claimed) = (0, 0, new HashSet<Captured>());
        foreach (var (meeting, copies) in meetings)
        {
            var originals = copies.SelectMany(c => c.CouldBeTaken).Concat(meeting.Instances.Keys).Distinct().ToList();
            foreach (var original in originals)
            {
                var found = captured.Where(c => c.SourceKey.StartsWith(KeyOf(meeting, original), StringComparison.Ordinal)).ToList();
                claimed.UnionWith(found);
                var must = meeting.Instances.ContainsKey(original) && copies.Any(c => c.MustBeTaken);
                var may = copies.Any(c => c.CouldBeTaken.Contains(original));
                expected += must ? 1 : 0;
                open += may && !must ? 1 : 0;
                problems.AddRange(Judge(meeting, copies, original, found));
            }
        }

        problems.AddRange(captured.Where(c => c.Type == "MEETING" && !claimed.Contains(c))
            .Select(c => new Problem(Fault.Wrong, c.SourceKey, "is of no instance that ever took its place in a calendar")));
        return new Verdict(expected, open, claimed.Count, problems);
    }

    private static IEnumerable<Problem> Judge(
        Meeting meeting, IReadOnlyList<MeetingCopy> copies, DateTimeOffset original, List<Captured> found)
    {
        var item = meeting.IsSeries ? string.Create(CultureInfo.InvariantCulture, $"{meeting.Token} of {original:u}") : meeting.Token;
        if (found.Count > 1)
        {
            return [new Problem(Fault.Doubled, item, $"{found.Count} activities")];
        }

        var takesPlace = meeting.Instances.TryGetValue(original, out var at);
        var present = takesPlace ? copies.Where(c => c.MustBeTaken).ToList() : [];
        if (found.Count == 0)
        {
            return present.Count > 0 ? [new Problem(Fault.Lost, item, "no activity")] : [];
        }

        if (!copies.Any(c => c.CouldBeTaken.Contains(original)))
        {
            return [new Problem(Fault.PrivateShown, item, "is there and never belonged there")];
        }

        return present.Count > 0 ? Live(meeting, item, at, copies, original, found[0]) : Left(meeting, item, found[0]);
    }

    private static IEnumerable<Problem> Live(
        Meeting meeting, string item, DateTimeOffset at, IReadOnlyList<MeetingCopy> copies, DateTimeOffset original, Captured found)
    {
        if (found.Status != "PENDING" || !found.Subject.Contains(meeting.Token, StringComparison.Ordinal))
        {
            yield return new Problem(Fault.Lost, item, $"takes place, and is {found.Status} “{found.Subject}”");
        }

        if (found.OccurredAt != at)
        {
            yield return new Problem(Fault.Wrong, item, $"is at {found.OccurredAt:u} and takes place at {at:u}");
        }

        foreach (var copy in copies)
        {
            var presence = found.Mailboxes.GetValueOrDefault(copy.Mailbox.Owner.Mail);
            if (copy.MustBeTaken && presence != "PRESENT")
            {
                yield return new Problem(Fault.Lost, item, $"{copy.Mailbox.Owner.Mail} has it, and is {presence ?? "not attached"}");
            }
            else if (presence is not null && !copy.CouldBeTaken.Contains(original))
            {
                yield return new Problem(
                    Fault.PrivateShown, item, $"{copy.Mailbox.Owner.Mail} is attached, whose copy never belonged there");
            }
            else if (presence == "PRESENT" && !copy.MustBeTaken)
            {
                yield return new Problem(Fault.Wrong, item, $"{copy.Mailbox.Owner.Mail} is attached as present and is not");
            }
        }
    }

    /// <summary>Nobody has it any more as it belongs in the CRM.</summary>
    private static IEnumerable<Problem> Left(Meeting meeting, string item, Captured found)
    {
        var isHidden = !found.Subject.Contains(meeting.Token, StringComparison.Ordinal);
        return meeting.IsPrivate && !meeting.IsCancelled && !isHidden && found.Status != "CANCELLED"
                ? [new Problem(Fault.PrivateShown, item, $"is private, and shows “{found.Subject}”")]
            : found.Status != "CANCELLED" && !isHidden ? [new Problem(Fault.Wrong, item, $"is {found.Status}, and nobody has it any more")]
            : [];
    }

    private static string KeyOf(Meeting meeting, DateTimeOffset original) => meeting.IsSeries
        ? string.Create(CultureInfo.InvariantCulture, $"meeting:{meeting.Uid}|{original.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}")
        : $"meeting:{meeting.Uid}|";
}
