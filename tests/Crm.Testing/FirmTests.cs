using Crm.Core.Administration;

namespace Crm.Testing;

/// <summary>The same in a firm where Bob Stone manages and Ada Root administers.</summary>
public abstract class FirmTests : WorldTests
{
    protected CurrentUser Boss { get; private set; } = null!;

    protected CurrentUser Admin { get; private set; } = null!;

    /// <summary>Those that the firm added, before the test begins.</summary>
    protected virtual IReadOnlyList<DefineField> Fields => [];

    protected override async Task ArrangeAsync()
    {
        Boss = await World.UserAsync("Bob Stone", Role.Manager);
        Admin = await World.UserAsync("Ada Root", Role.Admin);
        foreach (var field in Fields)
        {
            await World.DefineAsync(Admin, field);
        }
    }
}
