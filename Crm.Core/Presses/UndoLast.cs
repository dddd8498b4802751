using Crm.Core.Access;
using Crm.Core.Cards;
using Crm.Core.Records;

namespace Crm.Core.Presses;

/// <summary>Takes back the last change that the person made here; said again, the one before it.</summary>
public sealed record UndoLast
{
    public const string Verb = "undo";
}

public sealed class UndoLastHandler(IPressLog log)
{
    public Task<Result<TakenBack>> HandleAsync(UndoLast undo, CancellationToken ct) => log.TakeBackAsync(ct);
}

/// <summary>What was taken back, and the way to it.</summary>
public static class TakenBackCard
{
    public static AdaptiveCard For(TakenBack back)
    {
        var what = $"{back.Kind} “{Markdown.Short(back.Name, 100)}”";
        var others = back.Others == 0 ? "" : $" So {(back.Others == 1 ? "is one other record" : $"are {back.Others} other records")}.";
        return back.IsGone
            ? NoticeCard.For("Taken back", $"{what} was new and is deleted again.{others}", ExecuteAction.Press("Restore", RestoreRecord.Verb, new RestoreRecord(back.Kind, back.Id)))
            : NoticeCard.For(
                "Taken back", $"{what} is as it was before{(back.Fields.Count == 0 ? "" : $": {string.Join(", ", back.Fields.Select(Markdown.Escape))}")}.{others}",
                ExecuteAction.Press("Open", ShowRecord.Verb, new ShowRecord(back.Kind, back.Id)));
    }
}
