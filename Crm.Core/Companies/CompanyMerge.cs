using System.Text.Json;

namespace Crm.Core.Companies;

/// <summary>What a merge of two companies moved, so that it can be undone.</summary>
public sealed class CompanyMerge
{
    public Guid Id { get; private init; }

    public Guid OwnerId { get; private init; }

    public Guid KeptId { get; private init; }

    public Guid MergedId { get; private init; }

    /// <summary>JSON of <see cref="MovedByCompanyMerge"/>.</summary>
    public string Moved { get; private init; } = "{}";

    public DateTimeOffset MergedAt { get; private init; }

    public Guid MergedBy { get; private init; }

    public DateTimeOffset? UndoneAt { get; private set; }

    internal static CompanyMerge Of(Company kept, Company merged, MovedByCompanyMerge moved, Guid by, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        OwnerId = kept.OwnerId,
        KeptId = kept.Id,
        MergedId = merged.Id,
        Moved = JsonSerializer.Serialize(moved, JsonSerializerOptions.Web),
        MergedAt = now,
        MergedBy = by,
    };

    internal MovedByCompanyMerge Read() => JsonSerializer.Deserialize<MovedByCompanyMerge>(Moved, JsonSerializerOptions.Web)!;

    internal void Undo(DateTimeOffset now) => UndoneAt = now;
}

/// <param name="Domains">Those that became further domains of the kept company.</param>
/// <param name="Filled">Fields of the kept company that took the other's value; a custom field is "custom.name" with its value as
/// JSON.</param>
internal sealed record MovedByCompanyMerge(MovedFromCompany Links, IReadOnlyList<string> Domains,
    IReadOnlyDictionary<string, string> Filled);
