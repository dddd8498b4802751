namespace Crm.Core.Reminders;

/// <summary>Something that a person is told unasked.</summary>
public interface IProactiveMessage
{
    CurrentUser Person { get; }
}

/// <summary>
/// What people are to be told, each message once, over all hosts; only for people whom the bot can reach. Which messages there are, and
/// for how long, each kind says itself.
/// </summary>
public interface IProactiveStore<TMessage>
    where TMessage : IProactiveMessage
{
    /// <summary>Claims what is to be told now. A claim that is not followed by <see cref="SentAsync"/> ends after some minutes.</summary>
    Task<IReadOnlyList<TMessage>> TakeAsync(CancellationToken ct);

    Task SentAsync(TMessage message, CancellationToken ct);
}
