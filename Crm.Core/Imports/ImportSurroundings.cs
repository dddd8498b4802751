using Crm.Core.Pipeline;

namespace Crm.Core.Imports;

/// <summary>Somebody who may own what is imported.</summary>
public sealed record ImportOwner(Guid Id, string Email, string? Name, Role Role);

/// <summary>What rows refer to: the tenant's people, stages and custom fields.</summary>
/// <param name="Owner">Owns what the file gives to nobody else.</param>
/// <param name="People">Everybody in the tenant.</param>
/// <param name="Stages">The active stages, in order.</param>
/// <param name="Custom">Custom fields of the entity.</param>
/// <param name="CompanyCustom">Those of companies, which contacts and deals may make.</param>
/// <param name="Now">When the import began.</param>
public sealed record ImportSurroundings(
    CurrentUser Owner, IReadOnlyList<ImportOwner> People, IReadOnlyList<PipelineStage> Stages, IReadOnlyList<CustomFieldDefinition> Custom,
    IReadOnlyList<CustomFieldDefinition> CompanyCustom, DateTimeOffset Now)
{
    /// <summary>Of the companies that the rows of a file of contacts may mean.</summary>
    public CompanyCountries Places { get; init; } = CompanyCountries.None;

    /// <summary>Owners who see the whole tenant: their rows may find other people's companies.</summary>
    public IReadOnlyList<Guid> WhoSeeEverything { get; } =
        [.. People.Where(p => p.Role is Role.Manager or Role.Admin || Owner.Tenant.Visibility is Visibility.Everyone).Select(p => p.Id)];
}
