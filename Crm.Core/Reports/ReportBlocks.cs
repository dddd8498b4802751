using Crm.Core.Access;
using Crm.Core.Cards;

namespace Crm.Core.Reports;

/// <summary>What the reports' cards share: whose numbers they are, and the way to the others.</summary>
public static class ReportBlocks
{
    public static string Whose(ReportScope scope) => scope.IsEveryone ? "Everybody" : string.Join(", ", scope.People.Take(5).Select(p => Markdown.Short(p.Name, 40)));

    /// <summary>The scope as it is asked for again.</summary>
    public static string OfWords(ReportScope scope) => scope.IsEveryone ? ReportQuestion.Everyone : string.Join(',', scope.People.Select(p => p.Id));

    /// <summary>The same people as a condition of a list; several are not narrowed.</summary>
    public static string AndOwner(ReportScope scope) =>
        scope is { IsEveryone: false, People: [var only] } ? $" and owner is \"{only.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : "";

    /// <summary>One's own numbers or everybody's, for those who may see both, then the other ways.</summary>
    public static IReadOnlyList<CardAction> Ways(CurrentUser reader, ReportScope scope, Func<string, CardAction> of, params IReadOnlyList<CardAction> others) =>
        [.. reader.SeesEverything ? [of(scope.IsEveryone ? ReportQuestion.Me : ReportQuestion.Everyone)] : Array.Empty<CardAction>(), .. others];
}
