using Crm.Core.Deals;
using Crm.Core.Matching;

namespace Crm.Core.MatchQuestions;

/// <summary>What somebody answered, as matching counts it.</summary>
public static class NamedRules
{
    /// <summary>
    /// The rules of one mailbox. One about a deal counts while the deal is open and still with the rule's contact, their company or the
    /// rule's company; within a thread while it is there.
    /// </summary>
    public static async Task<IReadOnlyList<MatchRule>> OfAsync(ICrmDb db, Guid userId, CancellationToken ct)
    {
        var said = await db.MatchQuestions.Where(q => q.UserId == userId && q.AnsweredAt != null).AsNoTracking().OrderBy(q => q.AnsweredAt)
            .Select(q => new
            {
                Question = q,
                Deal = q.Kind != MatchKind.Deal || q.Answer == null ? null
                    : db.Deals.NotDeleted().Where(d => d.Id == q.Answer)
                        .Select(d => new { IsOpen = d.Status == DealStatus.Open, d.ContactId, d.CompanyId }).FirstOrDefault(),
                Company = q.CompanyId ?? db.Contacts.Where(c => c.Id == q.ContactId).Select(c => c.CompanyId).FirstOrDefault(),
            })
            .ToListAsync(ct);
        return [.. said.Select(s => Of(
            s.Question,
            s.Question.Kind is not MatchKind.Deal || s.Question.Answer is null
                || (s.Deal is { } deal && (s.Question.ConversationId is not null || (deal.IsOpen
                    && (deal.ContactId is { } contact && contact == s.Question.ContactId
                        || deal.CompanyId is { } company && company == s.Company))))))];
    }

    private static MatchRule Of(MatchQuestion said, bool counts) =>
        new(said.Id, said.Kind, said.Scope, said.Answer, said.Candidates) { Counts = counts };
}
