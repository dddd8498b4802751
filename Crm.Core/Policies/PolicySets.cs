namespace Crm.Core.Policies;

/// <summary>The tables of this room.</summary>
public static class PolicySets
{
    extension(IUnitOfWork db)
    {
        public DbSet<CapturePolicyLayer> CapturePolicies => db.Set<CapturePolicyLayer>();

        public DbSet<TeamPolicyLayer> TeamPolicies => db.Set<TeamPolicyLayer>();

        public DbSet<Team> Teams => db.Set<Team>();

        public DbSet<TeamMember> TeamMembers => db.Set<TeamMember>();

        public DbSet<CaptureReceipt> CaptureReceipts => db.Set<CaptureReceipt>();
    }
}
