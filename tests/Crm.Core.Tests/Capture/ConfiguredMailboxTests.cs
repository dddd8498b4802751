namespace Crm.Core.Tests.Capture;

/// <summary>Which mailboxes settings let be read, and for whom.</summary>
public sealed class ConfiguredMailboxTests : MailboxTests
{
    [Fact]
    public async Task A_shared_mailbox_is_answered_for_by_nobody_of_another_tenant_who_has_the_same_address()
    {
        var stranger = await World.UserAsync("Eve Other", tenant: World.Fabrikam);
        await World.TruthAsync<int>(
            $"update users set email = '{Ann.User.Email}' where id = '{stranger.Id}'; select 1", stranger.Tenant.Schema);
        World.Services.GetRequiredService<IOptions<CapturePolicy>>().Value.SharedMailboxes.Add(
            new SharedMailbox { Mailbox = "Sales@contoso.example", AnsweredBy = Ann.User.Email, Tenant = World.Contoso });
        var mailboxes = World.Services.GetRequiredService<IMailboxDirectory>();

        var (all, ours, theirs) = (await mailboxes.AllAsync(CancellationToken.None), await Of(Ann.User), await Of(stranger));

        Assert.Equal(2, all.Count(m => m.User.Email == Ann.User.Email && m.SharedAs is null));
        Assert.Equal(World.Contoso, Assert.Single(all, m => m.SharedAs is not null).User.Tenant.EntraTenantId);
        Assert.Equal([null, "sales@contoso.example"], ours.Select(m => m.SharedAs));
        Assert.Equal([null], theirs.Select(m => m.SharedAs));

        Task<IReadOnlyList<Mailbox>> Of(CurrentUser user) => mailboxes.OfAsync(user.Tenant.Id, user.Id, CancellationToken.None);
    }
}
