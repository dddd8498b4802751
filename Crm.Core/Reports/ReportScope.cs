namespace Crm.Core.Reports;

public sealed record ReportPerson(Guid Id, string Name);

/// <summary>Whose numbers a report shows.</summary>
/// <param name="IsEveryone">The whole tenant; <paramref name="People"/> is then empty.</param>
/// <param name="People">One person, or the people of a team, by name.</param>
public sealed record ReportScope(bool IsEveryone, IReadOnlyList<ReportPerson> People)
{
    /// <summary>Null for the whole tenant.</summary>
    internal IReadOnlyList<Guid>? Ids => IsEveryone ? null : [.. People.Select(p => p.Id)];
}

/// <summary>Days of the reader's calendar, both included.</summary>
/// <param name="Words">The span as it was asked for: "this quarter"; null when days were.</param>
public sealed record ReportPeriod(DateOnly From, DateOnly To, string? Words);

/// <summary>Deals of one currency. Currencies are never added to one another.</summary>
public sealed record CurrencyAmount(string Currency, long Count, decimal Value);

/// <summary>A moment and the one that is no longer in it.</summary>
public readonly record struct MomentSpan(DateTimeOffset From, DateTimeOffset Until);
