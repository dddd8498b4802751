using Crm.Core.Access;
using Crm.Core.Companies;

namespace Crm.Core.Contacts;

/// <summary>Which contacts look like the one that the form would make.</summary>
public sealed record ShowContactDoubles(CreateContact Typed) : ICardRequest
{
    public static string Verb => "contact.doubles";
}

/// <param name="Submission">See <see cref="Lists.FormView"/>.</param>
public sealed record ContactDoublesView(CreateContact Typed, IReadOnlyList<LikelyDouble> Doubles, string Submission);

public sealed class ShowContactDoublesHandler(ContactDoubles doubles, TimeProvider clock) : IReadsOneSnapshot
{
    public async Task<Result<ContactDoublesView>> HandleAsync(ShowContactDoubles show, CancellationToken ct) =>
        new ContactDoublesView(show.Typed, await doubles.FindAsync(ContactLooks.Of(show.Typed), ct),
            Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"));
}
