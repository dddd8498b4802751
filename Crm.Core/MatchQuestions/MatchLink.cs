using Crm.Core.Activities;
using Crm.Core.Matching;

namespace Crm.Core.MatchQuestions;

/// <summary>The link of an activity that a question leaves open: set by the answer, taken back by undo.</summary>
internal static class MatchLink
{
    /// <param name="companyId">The company of a contact, which an activity without one gets as well.</param>
    /// <returns>Null when the activity has such a link already; else whether it got the company.</returns>
    public static bool? Set(Activity activity, MatchKind kind, Guid target, Guid? companyId)
    {
        if (Of(activity, kind) is not null)
        {
            return null;
        }

        var company = kind is MatchKind.Contact && activity.CompanyId is null ? companyId : null;
        _ = kind switch
        {
            MatchKind.Contact => activity.About(activity.CompanyId ?? company, target, activity.DealId),
            MatchKind.Company => activity.About(target, activity.ContactId, activity.DealId),
            MatchKind.Deal => activity.About(activity.CompanyId, activity.ContactId, target),
        };
        return company is not null;
    }

    /// <param name="withCompany">It got the contact's company by the same answer.</param>
    /// <returns>False when somebody changed the link since: it stays.</returns>
    public static bool TakeBack(Activity activity, MatchKind kind, Guid target, bool withCompany)
    {
        if (Of(activity, kind) != target)
        {
            return false;
        }

        _ = kind switch
        {
            MatchKind.Contact => activity.About(withCompany ? null : activity.CompanyId, null, activity.DealId),
            MatchKind.Company => activity.About(null, activity.ContactId, activity.DealId),
            MatchKind.Deal => activity.About(activity.CompanyId, activity.ContactId, null),
        };
        return true;
    }

    private static Guid? Of(Activity activity, MatchKind kind) => kind switch
    {
        MatchKind.Contact => activity.ContactId,
        MatchKind.Company => activity.CompanyId,
        MatchKind.Deal => activity.DealId,
    };
}
