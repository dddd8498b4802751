namespace Crm.Core.Activities;

/// <summary>
/// What people whose mailbox does not hold a captured mail or meeting may read of it; the strictest stands first (docs/decisions/0033).
/// </summary>
public enum ItemVisibility
{
    /// <summary>That there was one with this contact and company, on that day.</summary>
    ContactHappened,

    /// <summary>Also who was on it, which way it went, and when.</summary>
    Metadata,

    /// <summary>Also its subject.</summary>
    Subject,

    /// <summary>Also its text and place.</summary>
    Full,
}
