namespace Crm.Core.MatchQuestions;

/// <summary>The tables of this room.</summary>
public static class MatchQuestionSets
{
    extension(IUnitOfWork db)
    {
        public DbSet<MatchQuestion> MatchQuestions => db.Set<MatchQuestion>();

        public DbSet<MatchQuestionItem> MatchQuestionItems => db.Set<MatchQuestionItem>();
    }
}
