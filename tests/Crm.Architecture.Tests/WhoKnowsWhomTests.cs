using System.Reflection;
using System.Xml.Linq;
using Crm.Core.Cards;
using Crm.Core.Database;
using Crm.Data;

namespace Crm.Architecture.Tests;

/// <summary>Layers are projects; who may know whom is written in the references.</summary>
public sealed class WhoKnowsWhomTests
{
    [Theory]
    [InlineData("Crm.Core")]
    [InlineData("Crm.Data", "Crm.Core")]
    [InlineData("Crm.Bot", "Crm.Core", "Crm.Data")]
    [InlineData("Crm.OutlookAddin", "Crm.Core", "Crm.Data")]
    [InlineData("Crm.Demo", "Crm.Core", "Crm.Data")]
    [InlineData("Crm.Cli", "Crm.Core", "Crm.Data", "Crm.Demo")]
    public void A_project_references_no_other_project_than_these(string project, params string[] allowed) =>
        Assert.Empty(References(project, "ProjectReference").Select(p => Path.GetFileNameWithoutExtension(p)!).Except(allowed));

    [Fact]
    public void Core_knows_EF_Core_abstractions_and_the_library_of_phone_numbers_only() =>
        Assert.Empty(References("Crm.Core", "PackageReference").Except(
    [
        "Microsoft.EntityFrameworkCore", "Microsoft.Extensions.DependencyInjection.Abstractions",
        "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options", "libphonenumber-csharp",
    ]));

    [Fact]
    public void Core_never_touches_a_provider_or_the_web()
    {
        var used = typeof(ICrmDb).Assembly.GetReferencedAssemblies().Select(a => a.Name!);

        Assert.DoesNotContain(
            used, name => name.StartsWith("Npgsql", StringComparison.Ordinal) || name.Contains("Relational", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.Graph", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Crm.Bot")]
    [InlineData("Crm.OutlookAddin")]
    public void A_door_names_the_database_in_its_Program_only(string project)
    {
        var offenders = Sources(project).Where(f => Path.GetFileName(f) != "Program.cs")
            .Where(f => File.ReadAllText(f).Contains("Crm.Data", StringComparison.Ordinal));

        Assert.Empty(offenders.Select(Path.GetFileName));
    }

    [Fact]
    public void The_protocol_room_has_no_CRM_word_in_it() => Assert.Empty(
        Sources(Path.Combine("Crm.Bot", "BotFramework"))
            .Where(f => File.ReadAllText(f).Contains("using Crm.Core", StringComparison.Ordinal)).Select(Path.GetFileName));

    [Fact]
    public void No_folder_is_called_after_a_kind_of_class()
    {
        string[] forbidden = ["Services", "Helpers", "Common", "Utils", "Dtos", "Managers", "Models"];

        Assert.DoesNotContain(Directory.EnumerateDirectories(Root, "*", SearchOption.AllDirectories).Where(d => !IsOutput(d)),
            d => forbidden.Contains(Path.GetFileName(d)));
    }

    [Theory]
    [InlineData("Crm.Core")]
    [InlineData("Crm.Data")]
    [InlineData("Crm.Bot")]
    [InlineData("Crm.OutlookAddin")]
    [InlineData("Crm.Cli")]
    public void Files_stay_small(string project)
    {
        var sizes = Sources(project).Select(f => (File: Path.GetFileName(f), Lines: File.ReadAllLines(f).Length))
            .OrderBy(f => f.Lines).ToList();

        Assert.DoesNotContain(sizes, f => f.Lines > 300);
        Assert.True(sizes[sizes.Count / 2].Lines <= 80, $"The median file of {project} has {sizes[sizes.Count / 2].Lines} lines.");
    }

    [Fact]
    public void No_line_is_longer_than_140_columns()
    {
        string[] kinds = ["cs", "sql", "ts", "js", "mjs", "cjs", "css", "html", "xml", "yml", "props", "csproj", "targets"];
        var files = kinds.SelectMany(kind => Files("", $"*.{kind}")).Concat(Files(".ci", "*")).Append(Path.Combine(Root, "crm")).ToList();

        Assert.True(files.Count > 900, $"Only {files.Count} files were found.");
        Assert.True(files.Count(f => !f.EndsWith(".cs", StringComparison.Ordinal)) > 50, "The pane's and the projects' files were missed.");
        Assert.Empty(files.SelectMany(f => File.ReadAllLines(f).Select((line, i) => (line.Length, At: $"{Path.GetFileName(f)}:{i + 1}")))
            .Where(line => line.Length > 140).Select(line => line.At));
    }

    [Theory]
    [InlineData("Crm.Bot")]
    [InlineData("Crm.OutlookAddin")]
    public void A_hosts_Program_is_a_table_of_contents(string project) =>
        Assert.True(
            File.ReadAllLines(Path.Combine(Root, project, "Program.cs")).Length <= 40, $"{project}/Program.cs has grown beyond 40 lines.");

    [Fact]
    public void Every_use_case_handler_is_sealed_and_registered()
    {
        var registration =
            string.Concat(Sources("Crm.Core").Where(f => f.EndsWith("Services.cs", StringComparison.Ordinal)).Select(File.ReadAllText));
        var handlers = typeof(ICrmDb).Assembly.GetTypes().Where(t => t.Name.EndsWith("Handler", StringComparison.Ordinal) && t.IsClass)
            .ToList();

        Assert.NotEmpty(handlers);
        Assert.Empty(handlers.Where(h => !h.IsSealed).Select(h => h.Name));
        Assert.Empty(handlers.Where(h => !registration.Contains($"<{h.Name}>", StringComparison.Ordinal)).Select(h => h.Name));
    }

    [Fact]
    public void Every_entity_with_an_owner_is_soft_deleted() => Assert.All(
        typeof(CrmDbContext).GetProperties().Select(p => p.PropertyType).Where(t => t.IsGenericType).Select(t => t.GetGenericArguments()[0])
            .Where(t => t.Name is "Company" or "Contact" or "Deal" or "Activity"),
        t => Assert.NotNull(t.GetProperty("IsDeleted", BindingFlags.Public | BindingFlags.Instance)));

    private static string Root { get; } = Cli.Workspace.Find().Root;

    private static IEnumerable<string> References(string project, string kind) =>
        XDocument.Load(Path.Combine(Root, project, project + ".csproj")).Descendants(kind).Select(e => (string)e.Attribute("Include")!);

    private static IEnumerable<string> Sources(string folder) => Files(folder, "*.cs");

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories).Where(f => !IsOutput(f));

    private static bool IsOutput(string path) =>
        path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules" or ".crm" or ".git" or "wwwroot");
}
