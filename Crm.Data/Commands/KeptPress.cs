using Crm.Core.Cards;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.MatchQuestions;

namespace Crm.Data.Commands;

/// <summary>A press as it was kept.</summary>
internal sealed record KeptPress(string Key, string Records, string? Verb, string? Outcome, DateTimeOffset MadeAt, string? BeyondUndo)
{
    public bool IsMerge => Verb == MergeContacts.Verb || Verb == MergeCompanies.Verb;

    /// <summary>It gave a contact a further address; a first one is a field like others.</summary>
    public bool IsFurtherAddress => Verb == AddAddress.Verb && Records == "[]";

    /// <summary>It did more than change fields, and knows itself how that is taken back.</summary>
    public bool HasOwnUndo => IsMerge || IsFurtherAddress || Verb == AnswerQuestion.Verb;

    public KeptMerge Merge => JsonSerializer.Deserialize<KeptMerge>(Outcome!, CardJson.Options)!;

    public AddedAddress Address => JsonSerializer.Deserialize<AddedAddress>(Outcome!, CardJson.Options)!;

    public KeptAnswer Answer => JsonSerializer.Deserialize<KeptAnswer>(Outcome!, CardJson.Options)!;
}

/// <summary>What the outcomes of all merges have in common.</summary>
internal sealed record KeptMerge(Guid MergeId, Guid KeptId);

/// <summary>Which question an answer, or its undoing, was about.</summary>
internal sealed record KeptAnswer(Guid QuestionId);
