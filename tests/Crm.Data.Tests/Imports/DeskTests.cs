namespace Crm.Data.Tests.Imports;

/// <summary>A test in a world of its own with a desk at which files are imported.</summary>
public abstract class DeskTests : WorldTests
{
    private ImportDesk? desk;

    private protected ImportDesk Desk => desk ??= ImportDesk.In(World);

    public override async Task DisposeAsync()
    {
        if (desk is not null)
        {
            await desk.DisposeAsync();
        }

        await base.DisposeAsync();
    }
}
