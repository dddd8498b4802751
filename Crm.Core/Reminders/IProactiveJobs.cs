namespace Crm.Core.Reminders;

/// <summary>
/// What people are told unasked, by the names under which it waits in the job store. The host that has the Teams door runs it; the books
/// give each message to one run.
/// </summary>
public interface IProactiveJobs
{
    const string Queue = "teams";

    /// <summary>Tells people of their tasks when they come due.</summary>
    Task RemindAsync(CancellationToken ct);

    /// <summary>Tells people of deals that somebody else made theirs.</summary>
    Task TellHandoversAsync(CancellationToken ct);

    /// <summary>Asks people what their captured mail is about, where that is ambiguous.</summary>
    Task AskQuestionsAsync(CancellationToken ct);

    /// <summary>Tells the owners of mailboxes who asks to read withheld words of their items.</summary>
    Task TellAccessRequestsAsync(CancellationToken ct);
}
