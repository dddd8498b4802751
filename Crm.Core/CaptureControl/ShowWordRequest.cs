using Crm.Core.Activities;

namespace Crm.Core.CaptureControl;

/// <summary>Who asks to read words of the caller's item.</summary>
public sealed record ShowWordRequest(Guid RequestId) : ICardRequest
{
    public static string Verb => "words.show";
}

/// <param name="About">The item, in its owner's words.</param>
public sealed record WordRequestView(
    Guid Id, string AskedBy, DateTimeOffset AskedAt, Guid ActivityId, string About, WordRequestState State)
{
    /// <summary>Those that the reader decides about and that are open or allowed, the latest first.</summary>
    internal static IQueryable<WordRequestView> ForOwner(ICrmDb db, CurrentUser reader) => db.WordRequests
        .Where(r => r.AskedBy != reader.Id && (r.State == WordRequestState.Asked || r.State == WordRequestState.Allowed))
        .OrderByDescending(r => r.AskedAt)
        .Select(r => new WordRequestView(
            r.Id, db.Users.Where(u => u.Id == r.AskedBy).Select(u => u.Name ?? u.Email).First(), r.AskedAt, r.ActivityId,
            db.WithheldWords.Where(w => w.ActivityId == r.ActivityId).Select(w => w.Subject).FirstOrDefault()
                ?? db.Activities.Where(a => a.Id == r.ActivityId).Select(a => a.Subject).FirstOrDefault() ?? "", r.State));
}

public sealed class ShowWordRequestHandler(ICrmDb db, CurrentUser user)
{
    public async Task<Result<WordRequestView>> HandleAsync(ShowWordRequest show, CancellationToken ct) =>
        (await WordRequestView.ForOwner(db, user).ToListAsync(ct)).Find(r => r.Id == show.RequestId) is { } request
        ? request
        : Refusal.NotFound("request");
}
