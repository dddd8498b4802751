using Crm.Core.Activities;
using Crm.Core.Matching;
using Crm.Core.Policies;

namespace Crm.Core.Capture;

/// <summary>What is to become of one item of a page.</summary>
public abstract record Planned(string GraphId, LedgerKind Kind)
{
    /// <summary>Addresses of people who asked to be forgotten: they are not kept.</summary>
    public IReadOnlySet<string> Erased { get; init; } = new HashSet<string>();

    /// <summary>What others may read of it, as the mailbox's policy says.</summary>
    public ItemVisibility Visibility { get; init; } = ItemVisibility.Full;

    public sealed record Skip(string GraphId, LedgerKind Kind, string? SourceKey, string Reason) : Planned(GraphId, Kind);

    /// <param name="Match">Null: nobody on it is known; it is logged only if somebody else logged it already.</param>
    public sealed record Mail(CapturedMail Content, Direction Direction, ItemMatch? Match, string? Body = null)
        : Planned(Content.GraphId, LedgerKind.Message)
    {
        /// <summary>How much of its text the policy lets in.</summary>
        public BodyPart Text { get; init; }

        /// <summary>Who becomes a contact by it; null for nobody.</summary>
        public ContactCandidate? Candidate { get; init; }

        /// <summary>All that its author wrote, for the candidate's signature; not kept.</summary>
        public string? SignedText { get; init; }

        /// <summary>Somebody on it is known, or becomes so by it.</summary>
        public bool IsLogged => Match is not null || Candidate is not null;
    }

    /// <param name="Match"><inheritdoc cref="Mail" path="/param[@name='Match']"/></param>
    /// <param name="IsKnown">This mailbox showed it before: there is nothing to fetch.</param>
    public sealed record Meeting(CapturedEvent Content, ItemMatch? Match, bool IsKnown = false, string? Body = null)
        : Planned(Content.GraphId, LedgerKind.Event)
    {
        /// <inheritdoc cref="Mail.Text"/>
        public BodyPart Text { get; init; }
    }

    /// <summary>It is in the CRM and must not stand there as it is: cancelled, declined, made private, gone from the calendar.</summary>
    /// <param name="Content">Null when it is gone.</param>
    public sealed record Withdraw(string GraphId, string Reason, CapturedEvent? Content) : Planned(GraphId, LedgerKind.Event);

    /// <summary>Not enough is known of it: read it first.</summary>
    public sealed record Look(string GraphId, LedgerKind Kind) : Planned(GraphId, Kind);
}
