using System.Collections.Concurrent;
using Crm.Core.Pipeline;

namespace Crm.Core.Choices;

/// <summary>What a tenant offers to choose from, as of one version of its settings.</summary>
public sealed record TenantChoices(
    long Version, byte[] SigningKey, IReadOnlyList<PipelineStage> Stages, IReadOnlyList<FieldOption> People,
    IReadOnlyList<CustomFieldDefinition> CustomFields)
{
    private const int MostPeople = 2000;

    private readonly ConcurrentDictionary<Type, IReadOnlyList<FilterField>> customFilters = [];

    /// <summary>Null where the tenant's default currency is meant; see <see cref="ReportingRates"/>.</summary>
    public string? ReportingCurrency { get; init; }

    public IReadOnlyList<ExchangeRate> Rates { get; init; } = [];

    public ReportingRates RatesFor(Tenant tenant) => ReportingRates.Into(ReportingCurrency ?? tenant.DefaultCurrency, Rates);

    public IEnumerable<PipelineStage> ActiveStages => Stages.Where(s => s.IsActive);

    public IEnumerable<PipelineStage> OpenStages => ActiveStages.Where(s => s.StageType is StageType.Lead or StageType.Opportunity);

    /// <summary>Stages that a deal may be made in or moved to; a lost deal says why first.</summary>
    public IEnumerable<PipelineStage> MovableStages => ActiveStages.Where(s => s.StageType is not StageType.Lost);

    public IReadOnlyList<FieldOption> StageOptions { get; } = [.. Stages.Select(s => new FieldOption(s.Name, s.Id))];

    /// <summary>The custom fields of an entity as the filter language has them.</summary>
    public IReadOnlyList<FilterField> CustomFilters<T>(string entity)
        where T : OwnedRecord => customFilters.GetOrAdd(typeof(T), _ => [.. CustomFieldsOf(entity).Select(CustomFilterField.For<T>)]);

    /// <summary>In the order of the forms.</summary>
    public IReadOnlyList<CustomFieldDefinition> CustomFieldsOf(string entity) => [.. CustomFields.Where(f => f.Entity == entity)];

    /// <summary>Lower-case addresses of all colleagues by their domain; null in a tenant of more people than are kept.</summary>
    public ILookup<string, string>? Colleagues { get; } = People.Count >= MostPeople ? null
        : People.SelectMany(p => p.Aliases).Select(a => a.ToLowerInvariant())
        .ToLookup(a => a[(a.LastIndexOf('@') + 1)..], StringComparer.Ordinal);

    /// <summary>"owner is me": whoever asks, whatever a shared view's author was called.</summary>
    public IReadOnlyList<FieldOption> PeopleFor(CurrentUser reader) => [.. People, new FieldOption("me", reader.Id)];

    public static async Task<TenantChoices> ReadAsync(IUnitOfWork db, CancellationToken ct)
    {
        var settings = await db.Set<TenantSettings>().AsNoTracking().SingleAsync(ct);
        var stages = await db.Set<PipelineStage>().AsNoTracking().OrderBy(s => s.Position).ThenBy(s => s.Id).ToListAsync(ct);
        var people = await db.Set<User>().Where(u => !u.IsDeleted).OrderBy(u => u.Name).ThenBy(u => u.Id).Take(MostPeople)
            .Select(u => new { u.Id, Name = u.Name ?? u.Email, u.Email }).ToListAsync(ct);
        var fields = await db.Set<CustomFieldDefinition>().AsNoTracking().Where(f => !f.IsDeleted).OrderBy(f => f.Position)
            .ThenBy(f => f.FieldName).ToListAsync(ct);
        var namesakes = people.GroupBy(p => p.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).Select(g => g.Key)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new TenantChoices(
            settings.Version, settings.SigningKey, stages,
            [.. people.Select(
                p => new FieldOption(namesakes.Contains(p.Name) ? $"{p.Name} ({p.Email})" : p.Name, p.Id) { Aliases = [p.Email] })],
            fields)
        {
            ReportingCurrency = settings.ReportingCurrency,
            Rates = await db.Set<ExchangeRate>().AsNoTracking().OrderBy(r => r.Currency).ToListAsync(ct),
        };
    }
}

/// <summary>
/// Keeps every tenant's choices until its settings change. What is kept is used at once; the version comes with the first rows, and a use
/// case that went by an older one runs again (<see cref="IUnitOfWork.HoldsAsync"/>).
/// </summary>
public sealed class TenantChoicesCache
{
    private readonly ConcurrentDictionary<string, TenantChoices> known = new(StringComparer.Ordinal);

    public async ValueTask<TenantChoices> GetAsync(IUnitOfWork db, CurrentUser reader, CancellationToken ct)
    {
        if (known.TryGetValue(reader.Tenant.Schema, out var choices) && (db.SettingsVersion ?? choices.Version) == choices.Version)
        {
            db.RelyOn(choices.Version, () => known.TryRemove(new(reader.Tenant.Schema, choices)));
            return choices;
        }

        choices = await TenantChoices.ReadAsync(db, ct);
        if (choices.Version == db.SettingsVersion)
        {
            // What this transaction itself changed may still be rolled back; then the versions differ and nothing is kept.
            known[reader.Tenant.Schema] = choices;
        }

        return choices;
    }
}
