using Crm.Core.Fields;

namespace Crm.Data.Configurations;

/// <summary>Names of columns; see <see cref="ColumnName"/>.</summary>
internal static class SnakeCase
{
    public static void Apply(ModelBuilder model)
    {
        foreach (var property in model.Model.GetEntityTypes()
            .SelectMany(e => e.GetProperties().Concat(e.GetComplexProperties().SelectMany(c => c.ComplexType.GetProperties()))))
        {
            property.SetColumnName(ColumnName.Of(property.Name));
        }
    }
}
