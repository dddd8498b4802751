namespace Crm.Simulators;

/// <summary>Section <c>Simulators</c>. Everything has a default that suits a developer's machine.</summary>
public sealed class SimulatorOptions
{
    /// <summary>Base of every link handed out; without it the host the caller used.</summary>
    public string? PublicUrl { get; set; }

    public string PaneUrl { get; set; } = "http://localhost:3979/pane/";

    /// <summary>A folder of .eml and .ics files that is played once the host is up.</summary>
    public string? MailDirectory { get; set; }

    /// <summary>Milliseconds between two delivered files.</summary>
    public int MailIntervalMs { get; set; } = 1000;

    public bool ShiftEventsToNow { get; set; } = true;

    public bool ConnectorRequiresToken { get; set; } = true;

    /// <summary>Calls one mailbox takes at the same time; Outlook's published limit is 4 for an app and mailbox.</summary>
    public int Concurrency { get; set; } = 4;

    /// <summary>Addresses of mailboxes that are nobody's own.</summary>
    public List<string> SharedMailboxes { get; } = [];

    /// <summary>Messages that a filtered delta round tells at most; Graph's published limit is 5,000.</summary>
    public int FilteredRound { get; set; } = 5000;

    /// <summary>Whether lists and rounds tell headers, which Graph promises for a single message only.</summary>
    public bool ListsTellHeaders { get; set; } = true;

    /// <summary>First pause before a refused notification is sent again; it doubles each time.</summary>
    public int NotificationRetryMs { get; set; } = 500;

    /// <summary>Accepted for the firm's two applications unless <see cref="ClientSecrets"/> names another.</summary>
    public string ClientSecret { get; set; } = "simulated-secret";

    /// <summary>Client id to secret, for applications besides the firm's own.</summary>
    public Dictionary<string, string> ClientSecrets { get; } = new(StringComparer.OrdinalIgnoreCase);
}
