using Crm.Core.Capture;
using Crm.Core.Policies;

namespace Crm.Core.CaptureControl;

/// <summary>How capture of every mailbox stands: an administrator's.</summary>
public sealed record ShowMailboxes : ICardRequest
{
    public static string Verb => "capture.mailboxes";
}

/// <param name="Mode">What counts for it.</param>
/// <param name="CompleteTo">Everything up to then has been decided, in all folders and the calendar.</param>
/// <param name="Problem">Why one of its folders cannot be read now.</param>
public sealed record MailboxStanding(Guid UserId, string Name, CaptureMode Mode, DateTimeOffset? CompleteTo, string? Problem);

public sealed class ShowMailboxesHandler(ICrmDb db, CurrentUser user, CapturePolicies policies)
{
    /// <returns>Those in trouble first, then by name.</returns>
    public async Task<Result<IReadOnlyList<MailboxStanding>>> HandleAsync(ShowMailboxes ask, CancellationToken ct)
    {
        if (!user.IsAdministrator)
        {
            return Refusal.NotAllowed("Only an administrator sees how all mailboxes stand.");
        }

        var people = await db.Users.Where(u => !u.IsDeleted && u.Role != Role.Readonly).Select(u => new { u.Id, Name = u.Name ?? u.Email })
            .ToListAsync(ct);
        var cursors = (await db.CaptureCursors.Where(c => !c.Resource.EndsWith(SaveFoldersHandler.Resource)).AsNoTracking().ToListAsync(ct))
            .ToLookup(c => c.UserId);
        var standings = new List<MailboxStanding>();
        foreach (var person in people)
        {
            var read = cursors[person.Id].ToList();
            standings.Add(new MailboxStanding(
                person.Id, person.Name, (await policies.OfAsync(person.Id, ct)).Mode,
                read.Count > 0 && read.TrueForAll(c => c.CompleteTo is not null) ? read.Min(c => c.CompleteTo) : null,
                OwnersConsent.Told(read.Find(c => c.LastError is not null)?.LastError)));
        }

        return standings.OrderBy(s => s.Problem is null).ThenBy(s => s.Name, StringComparer.CurrentCultureIgnoreCase).ToList();
    }
}
