using Crm.Core.Activities;
using Crm.Core.Deals;
using Crm.Core.Search;

namespace Crm.Core.ChatCommands;

/// <summary>"log call with Ann about pricing yesterday": <paramref name="Who"/> is a contact, a company or a deal by name.</summary>
/// <param name="When">As it was said; it may also end <paramref name="Who"/> or <paramref name="About"/>.</param>
public sealed record LogByText(string Type, string? Who = null, string? About = null, string? When = null) : ICardRequest
{
    public static string Verb => "activity.say";
}

/// <summary>What became of it: logged, the names among which to choose, or a question about all that was said.</summary>
public sealed record LoggedByText(LogByText Said, Guid? Logged, IReadOnlyList<SearchHit> Candidates)
{
    public NewLog? Asked { get; init; }
}

public sealed class LogByTextHandler(ICrmDb db, ISearchIndex index, LogActivityHandler log, CurrentUser user, TimeProvider clock)
    : IChangesData
{
    private const int Most = 5;

    public async Task<Result<LoggedByText>> HandleAsync(LogByText said, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(said.Who))
        {
            return new LoggedByText(said, null, []);
        }

        var (hits, meant) = await FindAsync(said.Who, ct);
        if (meant.Count == 0 && TimeAtEnd(said.Who) is ({ Length: > 0 } who, var when) && said.When is null)
        {
            said = said with { Who = who, When = when };
            (hits, meant) = await FindAsync(who, ct);
        }

        if (said.When is null && said.About is not null && TimeAtEnd(said.About) is (var about, var then))
        {
            said = said with { About = about, When = then };
        }

        if (meant is not [var only])
        {
            return new LoggedByText(said, null, [.. (meant.Count > 0 ? meant : hits).Take(Most)]);
        }

        var typed = Typed(said, only) with { DealId = (await OnlyOpenDealAsync(only, ct))?.ToString() };
        var logged = await log.HandleAsync(typed, ct);
        return logged.Refusal is not { } refusal ? new LoggedByText(said, logged.Value, [])
            : refusal.Kind is RefusalKind.Invalid ? new LoggedByText(said, null, []) { Asked = new NewLog(typed, refusal) }
            : refusal;
    }

    /// <summary>
    /// A name that is found with slips only, or inside other words, is asked about: a call must not land at somebody else's.
    /// </summary>
    private async Task<(List<SearchHit> Hits, List<SearchHit> Meant)> FindAsync(string who, CancellationToken ct)
    {
        var found =
            await index.FindAsync(who.Length > FindRecords.LongestText ? who[..FindRecords.LongestText] : who, ISearchIndex.Most, ct);
        var hits = found.Hits.Where(h => h.Kind is not RecordKind.Activity).ToList();
        var exact = hits.Where(h => NormalText.AreSame(h.Title, who)).ToList();
        return (hits, exact.Count > 0 ? exact : [.. hits.Where(h => h.Kind is RecordKind.Contact && Begins(h.Title, who))]);
    }

    /// <summary>The deal that is meant where only one is open with this person or company; the deal itself where it was named.</summary>
    private async Task<Guid?> OnlyOpenDealAsync(SearchHit hit, CancellationToken ct)
    {
        if (hit.Kind is RecordKind.Deal)
        {
            return hit.Id;
        }

        var open = await db.Deals.NotDeleted()
            .Where(d => d.Status == DealStatus.Open && (hit.Kind == RecordKind.Contact ? d.ContactId == hit.Id : d.CompanyId == hit.Id))
            .Select(d => d.Id).Take(2).ToListAsync(ct);
        return open is [var only] ? only : null;
    }

    /// <summary>What a text says of time at its end, and the text without it.</summary>
    private (string? Text, string When)? TimeAtEnd(string text) =>
        ActivityTime.AtEndOf(text, ActivityTime.ClockOf(user, clock.GetUtcNow()));

    /// <summary>What is sent to be logged for one of the candidates.</summary>
    public static LogActivity Typed(LogByText said, SearchHit hit) => new(
        said.Type, Subject(said, hit.Title), HappenedAt: said.When, CompanyId: Id(hit, RecordKind.Company),
        ContactId: Id(hit, RecordKind.Contact), DealId: Id(hit, RecordKind.Deal));

    private static string Subject(LogByText said, string name) => said.About is { Length: > 0 } about
        ? char.ToUpperInvariant(about[0]) + about[1..]
        : $"{UpperSnakeCase.Label(UpperSnakeCase.Parse<ActivityType>(said.Type))} with {name}";

    private static string? Id(SearchHit hit, RecordKind kind) => hit.Kind == kind ? hit.Id.ToString() : null;

    private static bool Begins(string title, string who) =>
        $"{NormalText.Compared(title)} ".StartsWith($"{NormalText.Compared(who)} ", StringComparison.Ordinal);
}

/// <summary>Several fit, or none: the person chooses.</summary>
public static class ChooseLogTargetCard
{
    public static AdaptiveCard For(LoggedByText said) => new(
    [
        Blocks.Title(said.Candidates.Count == 0 ? $"I know no “{Markdown.Short(said.Said.Who, 60)}”"
            : $"Which “{Markdown.Short(said.Said.Who, 60)}”?"),
        new TextBlock("Nothing is logged yet."),
        .. said.Candidates.Select(hit => Line(said.Said, hit)),
    ])
    {
        Actions = [
            ExecuteAction.Press("Use the form", new NewLog(new LogActivity(said.Said.Type, said.Said.About, HappenedAt: said.Said.When))),
            DismissCard.Button],
        FallbackText = "Nothing is logged yet.",
    };

    private static Container Line(LogByText said, SearchHit hit) => new(
    [
        new ColumnSet(
        [
            new Column(
                [new TextBlock($"**{Markdown.Short(hit.Title, 80)}**"),
                    Blocks.Subtle($"{hit.Kind} · {Markdown.Short(hit.Detail, 100)}".TrimEnd(' ', '·'))]),
            new Column([new ActionSet([ExecuteAction.Press("This one", LogByTextHandler.Typed(said, hit))])])
                { Width = "auto", VerticalContentAlignment = "Center" },
        ]),
    ])
    { Separator = true, Spacing = Spacing.Small };
}
