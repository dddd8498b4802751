using Crm.Core.Cards;

namespace Crm.Core.Records;

/// <summary>Gone from every list, and one press away from being back.</summary>
public static class DeletedCard
{
    public static AdaptiveCard For(DeleteRecord delete)
    {
        var what = delete.Kind.ToString().ToLowerInvariant();
        return NoticeCard.For($"The {what} is deleted", "It is out of every list. What belongs to it stays.", ExecuteAction.Press("Undo", RestoreRecord.Verb, new RestoreRecord(delete.Kind, delete.Id)));
    }
}
