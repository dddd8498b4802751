using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Data.Configurations;

internal sealed class UserMapping : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> user)
    {
        user.MapTable("users");
        user.Property(u => u.Email).HasMaxLength(User.EmailLength);
        user.Property(u => u.Name).HasMaxLength(User.NameLength);
        user.Property(u => u.Timezone).HasMaxLength(64);
        user.Property(u => u.Locale).HasMaxLength(16);
        user.Property(u => u.Preferences).HasColumnType("jsonb");
        user.Property(u => u.Version).IsConcurrencyToken();
        user.Property<string?>(nameof(User.EmailLower)).Generated("lower(email)");
    }
}

internal sealed class RecordChangeMapping : IEntityTypeConfiguration<RecordChange>
{
    public void Configure(EntityTypeBuilder<RecordChange> change)
    {
        change.MapTable("record_history");
        change.Property(c => c.Changes).HasColumnType("jsonb");
    }
}
