using Crm.Core.Choices;
using Crm.Core.CustomFields;
using Crm.Core.ExchangeRates;
using Crm.Core.Views;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Data.Configurations;

internal sealed class CustomFieldDefinitionMapping : IEntityTypeConfiguration<CustomFieldDefinition>
{
    public void Configure(EntityTypeBuilder<CustomFieldDefinition> field)
    {
        field.MapTable("custom_field_definitions");
        field.Property(f => f.FieldName).HasMaxLength(CustomFieldDefinition.NameLength);
        field.Property(f => f.Label).HasMaxLength(CustomFieldDefinition.NameLength);
        field.Ignore(f => f.Choices);
        field.Property(f => f.Options).HasColumnType("jsonb");
        field.Property(f => f.DefaultValue).HasColumnType("jsonb");
        field.Property(f => f.Version).IsConcurrencyToken();
    }
}

internal sealed class TenantSettingsMapping : IEntityTypeConfiguration<TenantSettings>
{
    public void Configure(EntityTypeBuilder<TenantSettings> settings)
    {
        settings.MapTable("tenant_settings");
        settings.Property(s => s.ReportingCurrency).HasColumnType("character(3)").IsConcurrencyToken();
    }
}

internal sealed class ExchangeRateMapping : IEntityTypeConfiguration<ExchangeRate>
{
    public void Configure(EntityTypeBuilder<ExchangeRate> rate)
    {
        rate.ToTable("exchange_rates");
        rate.HasKey(r => r.Currency);
        rate.Property(r => r.Currency).HasColumnType("character(3)").ValueGeneratedNever();
        rate.Property(r => r.InCurrency).HasColumnType("character(3)");
        rate.Property(r => r.Rate).HasPrecision(20, ExchangeRate.Decimals);
        rate.Property(r => r.Version).IsConcurrencyToken();
    }
}

internal sealed class SavedViewMapping : IEntityTypeConfiguration<SavedView>
{
    public void Configure(EntityTypeBuilder<SavedView> view)
    {
        view.MapTable("saved_views");
        view.Property(v => v.Name).HasMaxLength(SavedView.NameLength);
        view.Property(v => v.Version).IsConcurrencyToken();
        view.HasOne<User>().WithMany().HasForeignKey(v => v.OwnerId).OnDelete(DeleteBehavior.Cascade);
    }
}
