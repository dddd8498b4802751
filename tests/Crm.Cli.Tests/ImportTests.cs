using Crm.Data.Imports;

namespace Crm.Cli.Tests;

/// <summary>
/// The command as a person runs it, killed and run again. CRM_LONG=1 makes it a million rows and twenty kills, with the rates.
/// </summary>
public sealed class ImportTests : CommandTests
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("CRM_LONG") == "1";

    private static readonly string Owner = "alexw@contoso.example";

    [Fact]
    public async Task A_person_sees_mapping_preview_and_numbers_and_gets_errors_as_exit_codes()
    {
        var good = Write("First name,Last name,Email,Company,Shoe size\nIda,Berg,ida@berg.example,Berg AB,39\n");
        var bad = Write("First name,Last name,Email\nIda,Berg,no address\n");

        var dry = await CommandLine.RunAsync(Settings, "import", good, "--as", "contacts", "--owner", Owner, "--dry-run");
        var none = await CountAsync("contacts where email = 'ida@berg.example'");
        var run = await CommandLine.RunAsync(Settings, "import", good, "--as", "contacts", "--owner", Owner);
        var refused = await CommandLine.RunAsync(Settings, "import", bad, "--as", "contacts", "--owner", Owner);
        var nobody = await CommandLine.RunAsync(Settings, "import", good, "--as", "contacts", "--owner", "who@contoso.example");
        var usage = await CommandLine.RunAsync(Settings, "import", good, "--as", "invoices");
        var map = await CommandLine.RunAsync(Settings, "import", good, "--as", "contacts", "--map", "nonsense");

        Assert.Equal(ExitCode.Done, dry.ExitCode);
        Assert.Contains("Left out, because no field is known for them: Shoe size", dry.Output);
        Assert.Contains("Berg AB (new)", dry.Output);
        Assert.Contains("Dry run: nothing was saved.", dry.Output);
        Assert.Equal(0, none);
        Assert.Contains("Imported: 1 new, 0 changed, 0 unchanged, 1 companies made for them.", run.Output);
        Assert.Equal(ExitCode.Failed, refused.ExitCode);
        Assert.Contains("1 row has errors, so nothing was saved.", Assert.Single(refused.Error.Trim().Split('\n')));
        Assert.True(File.Exists(Path.ChangeExtension(bad, ".errors.csv")));
        Assert.Equal("Nobody in Contoso Sales has the address 'who@contoso.example'.", nobody.Error.Trim());
        Assert.Equal((ExitCode.WrongUsage, ExitCode.WrongUsage), (usage.ExitCode, map.ExitCode));
    }

    [Fact]
    public async Task A_person_says_what_a_file_is_written_in()
    {
        var path = Path.Combine(Folder, "praha.csv");
        await File.WriteAllBytesAsync(
            path, TextEncoding.Named("windows-1250")!.GetBytes("First name,Last name,Email\nŽofie,Dvořáková,zofie@praha.example\n"));

        var unknown =
            await CommandLine.RunAsync(Settings, "import", path, "--as", "contacts", "--owner", Owner, "--encoding", "windows-1249");
        var help = await CommandLine.RunAsync("import", "--help");
        var run = await CommandLine.RunAsync(Settings, "import", path, "--as", "contacts", "--owner", Owner, "--encoding", "windows-1250");

        Assert.Equal(ExitCode.WrongUsage, unknown.ExitCode);
        Assert.Contains("There is no encoding \"windows-1249\". There are, for example: utf-8,", unknown.Error);
        Assert.Contains("--encoding", help.Output);
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal(1, await CountAsync("contacts where first_name = 'Žofie' and last_name = 'Dvořáková'"));
    }

    [Fact]
    public async Task An_export_goes_to_the_standard_output_or_to_a_whole_file()
    {
        var file = Path.Combine(Folder, "deals.csv");

        var shown = await CommandLine.RunAsync(Settings, "export", "companies", "--as-user", Owner, "--where", "name starts with Lit");
        var written = await CommandLine.RunAsync(Settings, "export", "deals", "--as-user", Owner, "--out", file);
        var wrong =
            await CommandLine.RunAsync(Settings, "export", "deals", "--as-user", Owner, "--where", "stage is Nowhere", "--out", file + "2");
        var back = await CommandLine.RunAsync(Settings, "import", file, "--as", "deals", "--owner", Owner);

        Assert.StartsWith("CRM id,Name,Domain", shown.Output.TrimStart('\uFEFF'), StringComparison.Ordinal);
        Assert.All(shown.Output.Trim().Split('\n').Skip(1), line => Assert.Contains(",Lit", line));
        Assert.Equal(ExitCode.Done, written.ExitCode);
        Assert.Equal(ExitCode.Failed, wrong.ExitCode);
        Assert.Empty(Directory.GetFiles(Folder, "*2*").Concat(Directory.GetFiles(Folder, "*.part")));
        Assert.Contains("Imported: 0 new, 0 changed,", back.Output);
    }

    [Fact]
    public async Task Killed_at_any_moment_and_run_again_it_loses_and_doubles_nothing()
    {
        var (rows, kills) = IsLong ? (1_000_000, 20) : (20_000, 3);
        var file = Contacts(rows);
        var whole = await UndisturbedAsync(file);
        var before = await CountAsync("contacts");
        var random = new Random(20261122);
        for (var i = 0; i < kills; i++)
        {
            await CommandLine.KillAfterAsync(
                whole * (0.1 + (random.NextDouble() * 0.9)), Settings, "import", file, "--as", "contacts", "--owner", Owner);
            var here = await SettledAsync() - before;
            Assert.True(here == 0 || here == rows, $"{here} of {rows} rows after a kill");
        }

        var run = await CommandLine.RunAsync(Settings, "import", file, "--as", "contacts", "--owner", Owner);

        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        Assert.Equal(before + rows, await CountAsync("contacts"));
        Assert.Equal(rows, await CountAsync("contacts where email like 'p%@c%.import.example'"));
        Assert.Equal(rows, await CountAsync("contact_addresses where address like 'p%@c%.import.example'"));
        Assert.Equal(Math.Min(rows / 20, 5_000), await CountAsync("companies where name like 'Import company %'"));
        Assert.Equal(0, await CountAsync(
            """
            ((select owner_id, industry, company_size, status, n from agg_company_facets where n <> 0
              except select owner_id, industry, company_size, status, count(*) from companies where not is_deleted group by 1, 2, 3, 4)
             union all (select owner_id, industry, company_size, status, count(*) from companies where not is_deleted group by 1, 2, 3, 4
              except select owner_id, industry, company_size, status, n from agg_company_facets)) d
            """));
    }

    /// <summary>How long the same import takes elsewhere, so that the kills fall on every part of it.</summary>
    private async Task<TimeSpan> UndisturbedAsync(string file)
    {
        var elsewhere = await Server.EmptyAsync();
        var settings = CommandLine.On(Server, elsewhere);
        await CommandLine.RunAsync(settings, "db", "seed");
        var clock = Stopwatch.StartNew();
        await CommandLine.RunAsync(settings, "import", file, "--as", "contacts", "--owner", Owner);
        clock.Stop();
        await Server.DropAsync(elsewhere);
        return clock.Elapsed;
    }

    /// <summary>What a killed client left is rolled back as soon as its server process notices.</summary>
    private async Task<long> SettledAsync()
    {
        for (var i = 0; i < 600
            && await CountAsync("pg_stat_activity where usename = 'crm_app' and datname = current_database() and state <> 'idle'") > 0; i++)
        {
            await Task.Delay(100);
        }

        return await CountAsync("contacts");
    }

    private string Write(string text)
    {
        var path = Path.Combine(Folder, $"{Guid.CreateVersion7()}.csv");
        File.WriteAllText(path, text);
        return path;
    }

    private string Contacts(int rows)
    {
        var path = Path.Combine(Folder, "contacts.csv");
        using var text = new StreamWriter(path);
        text.WriteLine("First name,Last name,Email,Phone,Job title,Company,City,Country");
        for (var i = 0; i < rows; i++)
        {
            var company = i % Math.Min(rows / 20, 5_000);
            text.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"First{i % 997},Last{i % 49999},p{i}@c{company}.import.example,+46 8 "
                    + $"{i},Buyer {i % 40},Import company {company},Oslo,NO"));
        }

        return path;
    }
}
