using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Data.Commands;

/// <summary>A row of presses; written by <see cref="CommandLog"/> in PostgreSQL's own words, as a claim must be.</summary>
internal sealed class Press
{
    public Guid UserId { get; private init; }

    public string Key { get; private init; } = "";

    public string Verb { get; private init; } = "";

    public string Door { get; private init; } = "";

    public DateTimeOffset MadeAt { get; private init; }

    /// <summary>JSON of what the use case answered.</summary>
    public string? Outcome { get; private init; }

    /// <summary>JSON of the records that it saved.</summary>
    public string Records { get; private init; } = "[]";

    public DateTimeOffset? UndoneAt { get; private init; }

    /// <summary>The order in which a person's presses were made, over all hosts.</summary>
    public long Position { get; private init; }

    /// <summary>What it changed that isn't a record and cannot be taken back, in words; null for nothing.</summary>
    public string? BeyondUndo { get; private init; }
}

internal sealed class LoggedCommandMapping : IEntityTypeConfiguration<Press>
{
    public void Configure(EntityTypeBuilder<Press> press)
    {
        press.ToTable("presses");
        press.HasKey(p => new { p.UserId, p.Key });
        press.Property(p => p.Key).HasMaxLength(200);
        press.Property(p => p.Verb).HasMaxLength(100);
        press.Property(p => p.Door).HasMaxLength(20);
        press.Property(p => p.Outcome).HasColumnType("jsonb");
        press.Property(p => p.Records).HasColumnType("jsonb");
        press.Property(p => p.Position).UseIdentityAlwaysColumn();
        press.Property(p => p.BeyondUndo).HasMaxLength(100);
        press.HasOne<User>().WithMany().HasForeignKey(p => p.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
