namespace Crm.Core.Commands;

/// <summary>
/// Which messages were answered, over all hosts and their restarts. What a message changes, <see cref="ICommandLog"/> keeps from happening
/// twice; this keeps its answer from being shown twice (docs/decisions/0014).
/// </summary>
public interface IMessageInbox
{
    /// <summary>
    /// Runs <paramref name="answer"/> unless the message with this key was answered before. While another host is at it, waits for that
    /// one; takes over within seconds when it died. When <paramref name="answer"/> fails the message counts as not answered.
    /// </summary>
    Task OnceAsync(string key, Func<Task> answer, CancellationToken ct);
}
