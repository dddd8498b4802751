using Crm.Core.Activities;

namespace Crm.Core.CaptureControl;

/// <summary>Who asks to read words of the caller's item.</summary>
public sealed record ShowAccessRequest(Guid RequestId) : ICardRequest
{
    public static string Verb => "words.show";
}

/// <param name="About">The item, in its owner's words.</param>
public sealed record AccessRequestView(
    Guid Id, string AskedBy, DateTimeOffset AskedAt, Guid ActivityId, string About, AccessRequestState State)
{
    /// <summary>Those that the reader decides about and that are open or allowed, the latest first.</summary>
    internal static IQueryable<AccessRequestView> ForOwner(ICrmDb db, CurrentUser reader) => db.AccessRequests
        .Where(r => r.AskedBy != reader.Id && (r.State == AccessRequestState.Asked || r.State == AccessRequestState.Allowed))
        .OrderByDescending(r => r.AskedAt)
        .Select(r => new AccessRequestView(
            r.Id, db.Users.Where(u => u.Id == r.AskedBy).Select(u => u.Name ?? u.Email).First(), r.AskedAt, r.ActivityId,
            db.WithheldWords.Where(w => w.ActivityId == r.ActivityId).Select(w => w.Subject).FirstOrDefault()
                ?? db.Activities.Where(a => a.Id == r.ActivityId).Select(a => a.Subject).FirstOrDefault() ?? "", r.State));
}

public sealed class ShowAccessRequestHandler(ICrmDb db, CurrentUser user)
{
    public async Task<Result<AccessRequestView>> HandleAsync(ShowAccessRequest show, CancellationToken ct) =>
        (await AccessRequestView.ForOwner(db, user).ToListAsync(ct)).Find(r => r.Id == show.RequestId) is { } request
        ? request
        : Refusal.NotFound("request");
}
