namespace Crm.Core.Matching;

/// <summary>Of which kind of record something is asked, or was said.</summary>
public enum MatchKind
{
    Contact,
    Company,
    Deal,
}

/// <summary>Whose items a question or rule about deals concerns.</summary>
public abstract record MatchScope
{
    private MatchScope()
    {
    }

    /// <summary>Equal for equal scopes: part of what makes two questions one, so that its words stay as they are.</summary>
    public abstract string Key { get; }

    public sealed record OfContact(Guid Id) : MatchScope
    {
        public override string Key => $"contact {Id}";
    }

    public sealed record OfCompany(Guid Id) : MatchScope
    {
        public override string Key => $"company {Id}";
    }

    public sealed record OfThread(string ConversationId) : MatchScope
    {
        public override string Key => $"thread {ConversationId}";
    }
}

/// <summary>What the mailbox's owner answered, and what counts until it is undone.</summary>
/// <param name="Scope">Null for contacts and companies: there it counts wherever the candidates are the same.</param>
/// <param name="Target">What it is about; null for none of those that were asked about.</param>
/// <param name="Asked">Those that were asked about. A further one is asked about again.</param>
public sealed record MatchRule(Guid Id, MatchKind Kind, MatchScope? Scope, Guid? Target, IReadOnlyList<Guid> Asked)
{
    /// <summary>False when its deal is closed, deleted or moved to other people.</summary>
    public bool Counts { get; init; } = true;
}
