namespace Crm.Core.Reminders;

/// <summary>
/// An open task that came due within the last hour, told once for its due time to its assignee, else to its owner. A task that is due on a
/// day without an hour is told of at nine in the person's morning.
/// </summary>
public sealed record DueReminder(CurrentUser Person, Guid ActivityId, DateTimeOffset DueAt) : IProactiveMessage;

/// <summary>
/// A deal that somebody else made this person's, told within a day. What was given back before anybody was told is told to nobody.
/// </summary>
/// <param name="By">Who gave it; null for what no person did: an import, a script.</param>
public sealed record Handover(CurrentUser Person, string? By, Guid DealId, DateTimeOffset GivenAt) : IProactiveMessage;

/// <summary>A question about captured items, told to its owner. What was put off is told of again when its time has come.</summary>
public sealed record QuestionToTell(CurrentUser Person, Guid QuestionId) : IProactiveMessage;

/// <summary>Somebody asked to read withheld words of an item that this person's mailbox holds; told within a day.</summary>
public sealed record AccessRequest(CurrentUser Person, Guid RequestId) : IProactiveMessage;
