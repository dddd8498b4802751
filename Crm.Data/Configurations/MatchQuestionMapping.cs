using Crm.Core.Activities;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.MatchQuestions;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Data.Configurations;

internal sealed class MatchQuestionMapping : IEntityTypeConfiguration<MatchQuestion>
{
    public void Configure(EntityTypeBuilder<MatchQuestion> question)
    {
        question.MapTable("match_questions");
        question.Property(q => q.ConversationId).HasMaxLength(Activity.ConversationIdLength);
        question.Property(q => q.Version).IsConcurrencyToken();
        question.Ignore(q => q.Scope);
        question.Ignore(q => q.Named);
        question.HasOne<User>().WithMany().HasForeignKey(q => q.UserId).OnDelete(DeleteBehavior.Cascade);
        question.HasOne<Contact>().WithMany().HasForeignKey(q => q.ContactId).OnDelete(DeleteBehavior.Cascade);
        question.HasOne<Company>().WithMany().HasForeignKey(q => q.CompanyId).OnDelete(DeleteBehavior.Cascade);
        question.HasMany(q => q.Items).WithOne(i => i.Question).HasForeignKey(i => i.QuestionId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class MatchQuestionItemMapping : IEntityTypeConfiguration<MatchQuestionItem>
{
    public void Configure(EntityTypeBuilder<MatchQuestionItem> item)
    {
        item.ToTable("match_question_items");
        item.HasKey(i => new { i.QuestionId, i.ActivityId });
        item.HasOne(i => i.Activity).WithMany().HasForeignKey(i => i.ActivityId).OnDelete(DeleteBehavior.Cascade);
    }
}
