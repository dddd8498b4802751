using Crm.Core.Editing;

namespace Crm.Testing;

/// <summary>What somebody sends who changes some fields of a record.</summary>
public static class Changes
{
    /// <param name="id">The record.</param>
    /// <param name="fields">The fields and what they shall be, as members of an object.</param>
    /// <param name="version">The version that the person saw.</param>
    public static FieldChanges To(Guid id, object fields, int? version = null) => new(
        id, version,
        JsonSerializer.SerializeToElement(fields, JsonSerializerOptions.Default).EnumerateObject()
            .ToDictionary(p => p.Name, p => p.Value.Clone(), StringComparer.Ordinal));
}
