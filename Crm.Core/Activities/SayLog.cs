using Crm.Core.Cards;
using Crm.Core.Input;
using Crm.Core.Search;

namespace Crm.Core.Activities;

/// <summary>"log call with Ann about pricing": <paramref name="Who"/> is a contact, a company or a deal by name.</summary>
public sealed record SayLog(string Type, string? Who = null, string? About = null)
{
    public const string Verb = "activity.say";
}

/// <summary>What became of it: logged, or the names among which to choose.</summary>
public sealed record SaidLog(SayLog Said, Guid? Logged, IReadOnlyList<SearchHit> Candidates);

public sealed class SayLogHandler(ISearchIndex index, WriteActivityHandler write)
{
    private const int Most = 5;

    public async Task<Result<SaidLog>> HandleAsync(SayLog said, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(said.Who))
        {
            return new SaidLog(said, null, []);
        }

        // A name that is found with slips only, or inside other words, is asked about: a call must not land at somebody else's.
        var hits = (await index.FindAsync(said.Who.Length > FindRecords.LongestText ? said.Who[..FindRecords.LongestText] : said.Who, ISearchIndex.Most, ct)).Hits.Where(h => h.Kind is not HitKind.Activity).ToList();
        var exact = hits.Where(h => NormalText.AreSame(h.Title, said.Who)).ToList();
        var people = hits.Where(h => h.Kind is HitKind.Contact && Begins(h.Title, said.Who)).ToList();
        var meant = exact.Count > 0 ? exact : people;
        if (meant is not [var only])
        {
            return new SaidLog(said, null, [.. (meant.Count > 0 ? meant : hits).Take(Most)]);
        }

        var logged = await write.LogAsync(Typed(said, only), ct);
        return logged.Refusal is { } refusal ? refusal : new SaidLog(said, logged.Value.Id, []);
    }

    /// <summary>What is sent to be logged for one of the candidates.</summary>
    public static LogActivity Typed(SayLog said, SearchHit hit) => new(
        said.Type, Subject(said, hit.Title), CompanyId: Id(hit, HitKind.Company), ContactId: Id(hit, HitKind.Contact), DealId: Id(hit, HitKind.Deal));

    private static string Subject(SayLog said, string name) => said.About is { Length: > 0 } about
        ? char.ToUpperInvariant(about[0]) + about[1..]
        : $"{Access.UpperSnake.Label(Access.UpperSnake.Parse<ActivityType>(said.Type))} with {name}";

    private static string? Id(SearchHit hit, HitKind kind) => hit.Kind == kind ? hit.Id.ToString() : null;

    private static bool Begins(string title, string who) => $"{NormalText.Compared(title)} ".StartsWith($"{NormalText.Compared(who)} ", StringComparison.Ordinal);
}

/// <summary>Several fit, or none: the person chooses.</summary>
public static class WhichCard
{
    public static AdaptiveCard For(SaidLog said) => new(
    [
        Blocks.Title(said.Candidates.Count == 0 ? $"I know no “{Markdown.Short(said.Said.Who, 60)}”" : $"Which “{Markdown.Short(said.Said.Who, 60)}”?"),
        new TextBlock("Nothing is logged yet."),
        .. said.Candidates.Select(hit => Line(said.Said, hit)),
    ])
    {
        Actions = [ExecuteAction.Press("Use the form", NewLog.Verb, new NewLog(new LogActivity(said.Said.Type, said.Said.About))), DismissCard.Button],
        FallbackText = "Nothing is logged yet.",
    };

    private static Container Line(SayLog said, SearchHit hit) => new(
    [
        new ColumnSet(
        [
            new Column([new TextBlock($"**{Markdown.Short(hit.Title, 80)}**"), Blocks.Subtle($"{hit.Kind} · {Markdown.Short(hit.Detail, 100)}".TrimEnd(' ', '·'))]),
            new Column([new ActionSet([ExecuteAction.Press("This one", LogActivity.Verb, SayLogHandler.Typed(said, hit))])]) { Width = "auto", VerticalContentAlignment = "Center" },
        ]),
    ])
    { Separator = true, Spacing = Spacing.Small };
}
