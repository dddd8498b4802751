using Crm.Core.Choices;

namespace Crm.Core.Editing;

/// <summary>The custom fields that the tenant of whoever is asking has.</summary>
public sealed class TenantFields(ICrmDb db, CurrentUser user, TenantChoicesCache choices)
{
    public async Task<IReadOnlyList<CustomFieldDefinition>> OfAsync(RecordKind kind, CancellationToken ct) =>
        (await choices.GetAsync(db, user, ct)).CustomFieldsOf(kind.ToString().ToLowerInvariant());

    /// <summary>The values of a new record: what was typed, defaults for the rest (<see cref="CustomValues.New"/>).</summary>
    public async Task<Dictionary<string, JsonElement>> NewAsync(
        InputReader check, RecordKind kind, JsonElement? typed, CancellationToken ct) =>
        CustomValues.New(check, await OfAsync(kind, ct), typed);
}
