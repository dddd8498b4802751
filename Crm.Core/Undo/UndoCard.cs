using Crm.Core.Editing;

namespace Crm.Core.Undo;

/// <summary>What was taken back, and the way to it; or the question whether it is to be.</summary>
public static class UndoCard
{
    public static AdaptiveCard For(UndoResult answer, CurrentUser reader) =>
        answer is UndoResult.AskFirst ask ? Question(ask, new ReaderFormat(reader)) : Done(answer.What);

    private static AdaptiveCard Done(UndoneRecord what)
    {
        var record = $"{what.Kind} “{Markdown.Short(what.Name, 100)}”";
        var restore = ExecuteAction.Press("Restore", new RestoreRecord(what.Kind, what.Id));
        var open = ExecuteAction.Press("Open", new ShowRecord(what.Kind, what.Id));
        return what.Stands switch
        {
            RestoredState.AsBefore => NoticeCard.For("Taken back", $"{record} is as it was before{Fields(what)}.{Others(what)}", open),
            RestoredState.Restored => NoticeCard.For("Taken back", $"{record} is as it was before it was deleted.{Others(what)}", open),
            RestoredState.Deleted =>
                NoticeCard.For("Taken back", $"{record} is deleted, as it was before you restored it.{Others(what)}", restore),
            RestoredState.Unmade => NoticeCard.For("Taken back", $"{record} was new and is deleted again.{Others(what)}", restore),
        };
    }

    private static AdaptiveCard Question(UndoResult.AskFirst ask, ReaderFormat shown)
    {
        var what = ask.What;
        var record = $"{what.Kind.ToString().ToLowerInvariant()} “{Markdown.Short(what.Name, 100)}”";
        var (did, means) = what.Stands switch
        {
            RestoredState.AsBefore => ($"you changed the {record}{Fields(what)}", "It gets its former values back."),
            RestoredState.Restored => ($"you deleted the {record}", "It comes back."),
            RestoredState.Deleted => ($"you restored the {record}", "It is deleted again."),
            RestoredState.Unmade => ($"you made the {record}", "It is deleted."),
        };
        return NoticeCard.For(
            "Take this back?",
            $"The last thing that can be taken back is of {shown.Moment(ask.MadeAt)} "
                + $"({shown.Ago(ask.MadeAt, ask.Now)}): {did}. {means}"
                + OthersGo(what.Others),
            ExecuteAction.Press(what.Stands is RestoredState.Deleted or RestoredState.Unmade ? "Yes, delete it" : "Yes, take it back",
                new UndoLast(ask.Press)), DismissCard.Button);
    }

    private static string Fields(UndoneRecord what) => what.Fields.Count == 0
        ? ""
        : $": {string.Join(", ", what.Fields.Select(Markdown.Escape))}";

    private static string Others(UndoneRecord what) => what.Others == 0
        ? ""
        : $" So {(what.Others == 1 ? "is one other record" : $"are {what.Others} other records")}.";

    private static string OthersGo(int others) => others switch
    {
        0 => "",
        1 => " One other record goes back with it.",
        _ => $" {others} other records go back with it.",
    };
}
