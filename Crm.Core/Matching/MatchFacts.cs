using Crm.Core.Activities;

namespace Crm.Core.Matching;

/// <summary>Somebody from outside on an item.</summary>
/// <param name="Address">In lower case, as it came.</param>
public sealed record PersonOnItem(string Address, ParticipantKind Kind);

/// <summary>What is known of an item before anybody reads its text.</summary>
/// <param name="Outsiders">Everybody on it but colleagues.</param>
/// <param name="ConversationId">The mailbox's own name for its thread; null where it has none.</param>
/// <param name="Threads">By which earlier activities of its thread are found in <see cref="MatchFacts.Threads"/>.</param>
public sealed record ItemToMatch(
    string Subject, IReadOnlyList<PersonOnItem> Outsiders, string? ConversationId, IReadOnlyList<string> Threads);

/// <param name="IsOwn">It is the mailbox owner's, not a colleague's.</param>
public sealed record KnownContact(Guid Id, Guid? CompanyId, bool IsOwn);

/// <param name="IsOwn"><inheritdoc cref="KnownContact" path="/param[@name='IsOwn']"/></param>
public sealed record KnownCompany(Guid Id, bool IsOwn);

/// <param name="Company">The company's name, with which titles often begin; null where there is none.</param>
/// <param name="IsOpen">Only a subject or a thread speaks of another one.</param>
public sealed record KnownDeal(Guid Id, string Title, string? Company, Guid? ContactId, Guid? CompanyId, bool IsOpen);

/// <summary>The deal of an earlier activity of a thread.</summary>
/// <param name="People">Addresses of the outsiders on that activity.</param>
public sealed record ThreadDeal(Guid DealId, Guid? ContactId, Guid? CompanyId, bool IsOpen, IReadOnlyCollection<string> People);

/// <summary>What the CRM knows that an item may be about.</summary>
/// <param name="Contacts">By address.</param>
/// <param name="Companies">By domain.</param>
/// <param name="Deals">With the contacts and companies.</param>
/// <param name="Threads">By <see cref="ItemToMatch.Threads"/>.</param>
/// <param name="Rules">The mailbox owner's.</param>
public sealed record MatchFacts(
    ILookup<string, KnownContact> Contacts, ILookup<string, KnownCompany> Companies, IReadOnlyList<KnownDeal> Deals,
    ILookup<string, ThreadDeal> Threads, IReadOnlyList<MatchRule> Rules);
