using Crm.Cli.Processes;

namespace Crm.EndToEnd.Tests;

/// <summary>A command in another terminal, to which nobody says where the running `up` keeps its state or on which ports it is.</summary>
[Collection(UpCollection.Name)]
public sealed class ImportBesideUpTests(UpRunning up)
{
    [Fact]
    public async Task An_import_finds_the_running_up_although_its_state_and_ports_are_its_own()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("crm-beside-").FullName, "people.csv");
        await File.WriteAllTextAsync(file, "First name,Last name,Email\nBeside,Up,beside@up.example\n");
        var unsaid = new Dictionary<string, string?>
        {
            ["CRM_ROOT"] = Workspace.Find().Root, ["CRM_STATE"] = null, ["ConnectionStrings__Crm"] = null,
                ["ConnectionStrings__CrmOwner"] = null,
        };

        var run = await Tool.RunAsync(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "Crm.Cli.dll"), "import", file, "--as", "contacts", "--owner",
                "alexw@contoso.example"],
            Workspace.Find().Root, unsaid);

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Equal(1L, await up.TruthAsync<long>("select count(*) from contacts where email = 'beside@up.example'"));
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }
}
