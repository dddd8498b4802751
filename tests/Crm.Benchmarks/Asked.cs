namespace Crm.Benchmarks;

public sealed record CompanyPick(Guid Id, Guid OwnerId, string Name, string? Domain);

public sealed record ContactPick(Guid Id, Guid OwnerId, string LastName, string Email);

public sealed record DealPick(Guid Id, Guid OwnerId);

public sealed record StagePick(Guid Id, string Name);

/// <summary>One asking: who asks, about which records they may see, and words and choices at random.</summary>
public sealed record Asked(
    CurrentUser Caller, CompanyPick Company, ContactPick Contact, DealPick Deal, StagePick Stage, string Term, string Industry, string Size,
    string Status, int Worth,
    Cursors Cursors, DateTimeOffset Now)
{
    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(Caller.TimeZone);

    /// <summary>The caller's own day: relative dates mean theirs.</summary>
    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Now, Zone).DateTime);
}

/// <summary>Places down the caller's own lists, as the application itself handed them out.</summary>
public sealed record Cursors(string? Companies, string? Contacts, string? Deals);
