using Crm.Core.Help;
using Crm.Core.Search;

namespace Crm.Bot.Teams;

/// <summary>For what was not understood: the nearest thing that would have been, and a search for the words.</summary>
public static class UnknownCard
{
    public static AdaptiveCard For(Command.Unknown unknown) => NoticeCard.For(
        "I did not understand that",
        unknown.Nearest is null
            ? $"“{Markdown.Short(unknown.Text, 100)}” isn't a command I know. Shall I look for it?"
            : $"“{Markdown.Short(unknown.Text, 100)}” isn't a command I know. Did you mean “{unknown.Nearest}”?",
        ExecuteAction.Press(
            "Find it",
            new FindRecords(unknown.Text.Length > FindRecords.LongestText ? unknown.Text[..FindRecords.LongestText] : unknown.Text)),
        ExecuteAction.Press("Help", new ShowHelp()));
}
