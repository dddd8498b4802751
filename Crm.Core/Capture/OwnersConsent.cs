namespace Crm.Core.Capture;

/// <summary>Reasons for which a mailbox is not read that only its owner can put an end to, where it is read with their consent.</summary>
public static class OwnersConsent
{
    /// <summary>Its owner has not connected it, or disconnected it.</summary>
    public const string NotConnected = "not-connected";

    /// <summary>Nobody has consented, or an administrator took the consent back.</summary>
    public const string Missing = "consent-missing";

    /// <summary>Entra ID wants to see the person again: a new password, a rule about signing in, a session that was ended.</summary>
    public const string Ended = "consent-ended";

    private static readonly string[] All = [NotConnected, Missing, Ended];

    public static bool Wants(string? reason) => All.Contains(reason, StringComparer.Ordinal);

    /// <returns>What stopped the reading, for people: a sentence where its owner has to act, else the code itself.</returns>
    public static string? Told(string? reason) => reason switch
    {
        NotConnected => "The mailbox is not connected. Connect your mailbox in the pane in Outlook.",
        Missing => "Microsoft has no consent for this mailbox. Connect your mailbox again in the pane in Outlook.",
        Ended => "Microsoft asks its owner to sign in again. Connect your mailbox again in the pane in Outlook.",
        _ => reason,
    };
}

/// <summary>What a person's consent came to.</summary>
public abstract record ConsentGiven
{
    private ConsentGiven()
    {
    }

    /// <summary>Mailboxes are read in the application's own name.</summary>
    public sealed record NotNeeded : ConsentGiven;

    /// <summary>Whether one is needed is not known here, and it could not be asked for.</summary>
    public sealed record NotAskedHere : ConsentGiven;

    /// <param name="Tokens">Encrypted, to be kept.</param>
    public sealed record Given(byte[] Tokens) : ConsentGiven;

    public sealed record Refused(Refusal Why) : ConsentGiven;
}

/// <summary>Asks Entra ID for the caller's consent to the reading of their own mailbox.</summary>
public interface IMailboxConsent
{
    Task<ConsentGiven> AskAsync(CurrentUser user, CancellationToken ct);
}

/// <summary>A host that reads no mailboxes.</summary>
public sealed class NoConsent : IMailboxConsent
{
    public Task<ConsentGiven> AskAsync(CurrentUser user, CancellationToken ct) =>
        Task.FromResult<ConsentGiven>(new ConsentGiven.NotAskedHere());
}

/// <summary>The keys with which tokens are encrypted, themselves encrypted for a certificate; all hosts have the same.</summary>
public interface ISealingKeys
{
    /// <returns>XML documents of ASP.NET Core's Data Protection.</returns>
    IReadOnlyCollection<string> All();

    void Add(string name, string xml);
}
