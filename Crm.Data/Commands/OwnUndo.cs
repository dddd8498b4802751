using Crm.Core;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.MatchQuestions;
using Crm.Core.Undo;

namespace Crm.Data.Commands;

/// <summary>Takes back presses that did more than change fields: merges, further addresses, and answers that became rules.</summary>
internal sealed class OwnUndo(
    CrmDbContext db, UndoMergeHandler contacts, UndoCompanyMergeHandler companies, AddAddressHandler addresses, UndoRuleHandler rules)
{
    /// <summary>What taking it back would do; nothing is changed.</summary>
    public Task<Result<UndoneRecord>> LookAsync(KeptPress press, CancellationToken ct) =>
        press.IsMerge ? MergedAsync(press, ct)
        : press.IsFurtherAddress ? AddedAsync(press, ct)
        : AnsweredAsync(press.Answer.QuestionId, ct);

    public async Task<Result<UndoneRecord>> RunAsync(KeptPress press, CancellationToken ct)
    {
        var told = press.IsMerge ? null : await LookAsync(press, ct);
        var refused = press.Verb == MergeContacts.Verb
            ? (await contacts.HandleAsync(new UndoMerge(press.Merge.MergeId), ct)).Refusal
            : press.Verb == MergeCompanies.Verb
            ? (await companies.HandleAsync(new UndoCompanyMerge(press.Merge.MergeId), ct)).Refusal
            : press.IsFurtherAddress
            ? (await addresses.TakeBackAsync(press.Address, ct)).Refusal
            : (await rules.HandleAsync(new UndoRule(press.Answer.QuestionId), ct)).Refusal;
        return refused is not null ? refused : told ?? await MergedAsync(press, ct);
    }

    private async Task<Result<UndoneRecord>> MergedAsync(KeptPress press, CancellationToken ct)
    {
        var (kind, kept) = (press.Verb == MergeContacts.Verb ? RecordKind.Contact : RecordKind.Company, press.Merge.KeptId);
        var name = kind is RecordKind.Contact
            ? await db.Contacts.Where(c => c.Id == kept).Select(c => c.FirstName + " " + c.LastName).SingleOrDefaultAsync(ct)
            : await db.Companies.Where(c => c.Id == kept).Select(c => c.Name).SingleOrDefaultAsync(ct);
        return name is null ? Refusal.NotFound("merge") : new UndoneRecord(kind, kept, name, ["merge"], RestoredState.AsBefore, 1);
    }

    private async Task<Result<UndoneRecord>> AddedAsync(KeptPress press, CancellationToken ct)
    {
        var contact = press.Address.ContactId;
        var name = await db.Contacts.Where(c => c.Id == contact).Select(c => c.FirstName + " " + c.LastName).SingleOrDefaultAsync(ct);
        return name is null ? Refusal.NotFound("contact")
            : new UndoneRecord(RecordKind.Contact, contact, name, ["e-mail address"], RestoredState.AsBefore, 0);
    }

    /// <summary>Named by one of the activities that it linked, or that it says nothing is to be linked to.</summary>
    private async Task<Result<UndoneRecord>> AnsweredAsync(Guid questionId, CancellationToken ct)
    {
        var items = await db.MatchQuestionItems.Where(i => i.QuestionId == questionId && !i.Activity!.IsDeleted)
            .OrderByDescending(i => i.IsLinked).ThenByDescending(i => i.Activity!.OccurredAt)
            .Select(i => new { i.ActivityId, i.Activity!.Subject, i.IsLinked }).ToListAsync(ct);
        var kind = await db.MatchQuestions.Where(q => q.Id == questionId).Select(q => q.Kind).SingleOrDefaultAsync(ct);
        return items is not [var first, ..] ? Refusal.NotFound("rule")
            : new UndoneRecord(
                RecordKind.Activity, first.ActivityId, first.Subject, [UpperSnakeCase.Label(kind).ToLowerInvariant()],
                RestoredState.AsBefore, Math.Max(items.Count(i => i.IsLinked) - 1, 0));
    }
}
