using Crm.Core.Activities;
using Crm.Core.Capture;
using Crm.Core.Contacts;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Data.Configurations;

internal sealed class ActivityMapping : IEntityTypeConfiguration<Activity>
{
    public void Configure(EntityTypeBuilder<Activity> activity)
    {
        activity.MapRecord("activities", Activity.Fields.All);
        activity.HasOne(a => a.Company).WithMany().HasForeignKey(a => a.CompanyId).OnDelete(DeleteBehavior.SetNull);
        activity.HasOne(a => a.Contact).WithMany().HasForeignKey(a => a.ContactId).OnDelete(DeleteBehavior.SetNull);
        activity.HasOne(a => a.Deal).WithMany().HasForeignKey(a => a.DealId).OnDelete(DeleteBehavior.SetNull);
        activity.HasOne(a => a.Owner).WithMany().HasForeignKey(a => a.OwnerId).OnDelete(DeleteBehavior.SetNull);
        activity.HasOne(a => a.AssignedTo).WithMany().HasForeignKey(a => a.AssignedToId).OnDelete(DeleteBehavior.SetNull);
        activity.HasMany(a => a.Participants).WithOne().HasForeignKey(p => p.ActivityId).OnDelete(DeleteBehavior.Cascade);
        activity.HasMany(a => a.Mailboxes).WithOne().HasForeignKey(m => m.ActivityId).OnDelete(DeleteBehavior.Cascade);
        activity.Property(a => a.SourceLink).HasMaxLength(Activity.SourceLinkLength);
        activity.Property(a => a.CancelReason).HasMaxLength(Activity.CancelReasonLength);
        activity.Property(a => a.ConversationId).HasMaxLength(Activity.ConversationIdLength);
        activity.Property(a => a.CaptureKey).HasComputedColumnSql("md5(source_key)::uuid", stored: true);
    }
}

internal sealed class ActivityParticipantMapping : IEntityTypeConfiguration<ActivityParticipant>
{
    public void Configure(EntityTypeBuilder<ActivityParticipant> participant)
    {
        participant.ToTable("activity_participants");
        participant.HasKey(p => new { p.ActivityId, p.Kind, p.Address });
        participant.Property(p => p.Address).HasColumnType("text").UseCollation("C");
        participant.Property<bool>(KeptByTheDatabase.IsWithheld);
        participant.Property(p => p.Name).HasMaxLength(ActivityParticipant.NameLength);
        participant.HasOne<Contact>().WithMany().HasForeignKey(p => p.ContactId).OnDelete(DeleteBehavior.SetNull);
        participant.HasOne<User>().WithMany().HasForeignKey(p => p.UserId).OnDelete(DeleteBehavior.SetNull);
    }
}

internal sealed class ActivityMailboxMapping : IEntityTypeConfiguration<ActivityMailbox>
{
    public void Configure(EntityTypeBuilder<ActivityMailbox> mailbox)
    {
        mailbox.ToTable("activity_mailboxes");
        mailbox.HasKey(m => new { m.ActivityId, m.UserId });
        mailbox.HasOne<User>().WithMany().HasForeignKey(m => m.UserId).OnDelete(DeleteBehavior.Cascade);
        mailbox.Property(m => m.GraphId).HasColumnType("text").UseCollation("C");
        mailbox.Property<bool>(KeptByTheDatabase.IsWithheld);
        mailbox.Property(m => m.Folder).HasMaxLength(MailFolder.IdLength);
    }
}

/// <summary>Columns that functions of the database alone write (withhold_words), and policies read.</summary>
internal static class KeptByTheDatabase
{
    public const string IsWithheld = "IsWithheld";
}

internal sealed class WithheldWordsMapping : IEntityTypeConfiguration<WithheldWords>
{
    public void Configure(EntityTypeBuilder<WithheldWords> words)
    {
        words.MapTable("withheld_words", nameof(WithheldWords.ActivityId));
        words.Property(w => w.Subject).HasMaxLength(Activity.SubjectLength);
        words.Property(w => w.Location).HasMaxLength(Activity.LocationLength);
        words.Property(w => w.SourceLink).HasMaxLength(Activity.SourceLinkLength);
        words.HasOne<Activity>().WithOne().HasForeignKey<WithheldWords>(w => w.ActivityId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class AccessRequestMapping : IEntityTypeConfiguration<AccessRequest>
{
    public void Configure(EntityTypeBuilder<AccessRequest> request)
    {
        request.MapTable("word_requests");
        request.Property<DateTimeOffset?>("ToldAt"); // written by take_word_requests and told_word_request alone
        request.Property<DateTimeOffset?>("HeldUntil");
        request.HasOne<Activity>().WithMany().HasForeignKey(r => r.ActivityId).OnDelete(DeleteBehavior.Cascade);
        request.HasOne<User>().WithMany().HasForeignKey(r => r.AskedBy).OnDelete(DeleteBehavior.Cascade);
        request.HasOne<User>().WithMany().HasForeignKey(r => r.DecidedBy).OnDelete(DeleteBehavior.SetNull);
    }
}
