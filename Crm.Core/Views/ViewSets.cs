namespace Crm.Core.Views;

/// <summary>The tables of this room.</summary>
public static class ViewSets
{
    extension(IUnitOfWork db)
    {
        public DbSet<SavedView> SavedViews => db.Set<SavedView>();
    }
}
