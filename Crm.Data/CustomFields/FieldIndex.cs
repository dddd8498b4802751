using System.Security.Cryptography;
using System.Text;
using Crm.Core.CustomFields;

namespace Crm.Data.CustomFields;

/// <summary>
/// The index of one filterable custom field: the expression that the filter compiler emits for it (CustomFilterField in the core), so that
/// the planner sees the same thing on both sides.
/// </summary>
/// <param name="Field">For people: "deal seats".</param>
internal sealed record FieldIndex(string Name, string Table, string Field, string Expression)
{
    public string CreateIn(string quotedSchema) =>
        $"create index concurrently {Name} on {quotedSchema}.{Table} ({Expression}, id) where not is_deleted";

    /// <param name="id">The definition's.</param>
    /// <param name="entity">company, contact, deal or activity.</param>
    /// <param name="name">As it stands in the records' JSON, for people.</param>
    /// <param name="literal">The name as PostgreSQL itself quoted it: a definition's name is data and may hold anything.</param>
    /// <param name="type">What the field holds.</param>
    /// <returns>
    /// Null where another index answers already: choices are asked by containment, which is the GIN index on the jsonb column.
    /// </returns>
    public static FieldIndex? For(Guid id, string entity, string name, string literal, CustomFieldType type)
    {
        var expression = type switch
        {
            CustomFieldType.Number => $"crm_ext.custom_number(custom, {literal})",
            CustomFieldType.Date => $"crm_ext.custom_date(custom, {literal})",
            CustomFieldType.Text or CustomFieldType.Url or CustomFieldType.Email or CustomFieldType.Phone =>
                $"crm_ext.fold(crm_ext.custom_text(custom, {literal})) collate \"C\"",

            // Not for its conditions, but for sorting by it.
            CustomFieldType.Select => $"crm_ext.custom_text(custom, {literal})",
            CustomFieldType.Boolean or CustomFieldType.MultiSelect => null,
        };
        return expression is null
            ? null
            : new FieldIndex($"{NameStart}{id:N}_{Mark(expression)}", TableOf(entity), $"{entity} {name}", expression);
    }

    /// <summary>What every such index's name begins with, and no other's.</summary>
    public const string NameStart = "cf_";

    /// <summary>The definition's id, the mark of the expression: an index of an older expression has another name and goes.</summary>
    public const string NamePattern = "^cf_[0-9a-f]{32}_[0-9a-f]{8}$";

    public static Guid DefinitionOf(string name) => Guid.ParseExact(name.AsSpan(NameStart.Length, 32), "N");

    private static string Mark(string expression) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(expression)))[..8];

    private static string TableOf(string entity) => RecordWords.Plural(Enum.Parse<RecordKind>(entity, ignoreCase: true));
}
