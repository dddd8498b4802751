using System.Text;
using System.Text.Json;
using System.Xml.Linq;

namespace Crm.Architecture.Tests;

/// <summary>
/// THIRD-PARTY-NOTICES.md is what the lock files and the packages themselves say: a package that comes, goes or changes its licence fails
/// here. The right text is written beside it as THIRD-PARTY-NOTICES.received.md.
/// </summary>
public sealed class ThirdPartyNoticesTests
{
    private static readonly string Root = Cli.Workspace.Find().Root;

    [Fact]
    public void The_notices_name_every_package_that_is_taken_along_with_its_licence()
    {
        var right = Notices();
        var file = Path.Combine(Root, "THIRD-PARTY-NOTICES.md");
        var received = Path.ChangeExtension(file, ".received.md");
        File.Delete(received);
        if (!File.Exists(file) || File.ReadAllText(file).ReplaceLineEndings("\n") != right)
        {
            File.WriteAllText(received, right);
            Assert.Fail(
                "THIRD-PARTY-NOTICES.md does not say what the lock files say. Compare it with THIRD-PARTY-NOTICES.received.md and take "
                + "that over when it is right.");
        }
    }

    /// <summary>A licence that asks to publish one's own source, or forbids a use, is a decision and not an upgrade.</summary>
    [Fact]
    public void Nothing_that_the_hosts_take_along_has_a_licence_of_another_kind() => Assert.Empty(
        Packages("Crm.Bot", "Crm.OutlookAddin").Where(p => !Permissive.Contains(p.Licence) && !Decided.Contains((p.Name, p.Licence)))
            .Select(p => $"{p.Name} {p.Version}: {p.Licence}"));

    private static readonly HashSet<string> Permissive = [
        "MIT", "Apache-2.0", "BSD-3-Clause", "BSD-2-Clause", "PostgreSQL", "ISC", "MS-PL OR Apache-2.0"];

    /// <summary>Used unchanged and as assemblies of their own, which anybody can replace (docs/decisions/0001).</summary>
    private static readonly HashSet<(string Name, string Licence)> Decided =
    [
        ("Hangfire.Core", Lesser), ("Hangfire.NetCore", Lesser), ("Hangfire.AspNetCore", Lesser), ("Hangfire.PostgreSql", Lesser),
    ];

    private const string Lesser = "LGPL-3.0-or-later";

    private static string Notices()
    {
        var text = new StringBuilder(
            """
            # Third-party notices

            What others made and this product takes along, with its licence. The text of each licence is at
            `https://spdx.org/licenses/<licence>.html` and in the package itself.
            A test writes this page from the lock files and the packages (`ThirdPartyNoticesTests`).

            """.ReplaceLineEndings("\n"));
        var hosts = Packages("Crm.Bot", "Crm.OutlookAddin");
        Table(text, "The two hosts", hosts);
        Table(text, "The pane", Modules("Crm.OutlookAddin", "Pane"));
        Table(text, "The command line and the demo firm, beyond those of the hosts", [.. Packages("Crm.Cli", "Crm.Demo").Except(hosts)]);
        Table(text, "Installed by `./crm up` beside the checkout, published with nothing", Modules("Crm.Cli", "Tools"));
        Table(text, "Lists of domains in `Crm.Core/Input/Data`, refreshed by `./crm domains refresh`", Modules("Crm.Cli", "DomainLists"));
        return text.ToString();
    }

    private static void Table(StringBuilder text, string title, IReadOnlyList<Package> packages)
    {
        Assert.NotEmpty(packages);
        text.Append("\n## ").Append(title).Append("\n\n| package | version | licence | copyright |\n|---|---|---|---|\n");
        foreach (var package in packages)
        {
            text.Append("| ").AppendJoin(" | ", package.Name, package.Version, package.Licence, package.Copyright).Append(" |\n");
        }
    }

    private static IReadOnlyList<Package> Packages(params string[] projects) =>
    [
        .. projects.SelectMany(Locked).Distinct().OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase)
            .ThenBy(p => p.Version, StringComparer.Ordinal).Select(p => Package.Of(p.Name, p.Version)),
    ];

    private static IEnumerable<(string Name, string Version)> Locked(string project)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, project, "packages.lock.json")));
        return
        [
            .. file.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(framework => framework.Value.EnumerateObject())
                .Where(p => p.Value.GetProperty("type").GetString() != "Project" && !BuildsOnly.Contains(p.Name))
                .Select(p => (p.Name, p.Value.GetProperty("resolved").GetString()!)),
        ];
    }

    /// <summary>Analyzers: at work while compiling, in no output.</summary>
    private static readonly HashSet<string> BuildsOnly = ["Microsoft.CodeAnalysis.BannedApiAnalyzers"];

    private static IReadOnlyList<Package> Modules(params string[] folder)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine([Root, .. folder, "package-lock.json"])));
        return
        [
            .. file.RootElement.GetProperty("packages").EnumerateObject()
                .Where(p => p.Name.Length > 0 && !p.Value.TryGetProperty("dev", out _))
                .Select(p => new Package(
                    p.Name[(p.Name.LastIndexOf("node_modules/", StringComparison.Ordinal) + "node_modules/".Length)..],
                    p.Value.GetProperty("version").GetString()!,
                    p.Value.TryGetProperty("license", out var licence) ? licence.GetString()! : "see the package", ""))
                .OrderBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.Version, StringComparer.Ordinal),
        ];
    }

    private sealed record Package(string Name, string Version, string Licence, string Copyright)
    {
        private static readonly string Store = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } chosen ? chosen
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

        public static Package Of(string name, string version)
        {
            var folder = Path.Combine(Store, name.ToLowerInvariant(), version);
            var metadata = XDocument.Load(Path.Combine(folder, name.ToLowerInvariant() + ".nuspec")).Descendants()
                .First(e => e.Name.LocalName == "metadata");
            string? Said(string element) => metadata.Elements().FirstOrDefault(e => e.Name.LocalName == element)?.Value.Trim();
            return new Package(
                name, version, LicenceOf(folder, metadata),
                string.Join(' ', (Said("copyright") ?? Said("authors") ?? "").Split(default(char[]), StringSplitOptions.RemoveEmptyEntries))
                .Replace("|", "/", StringComparison.Ordinal));
        }

        private static string LicenceOf(string folder, XElement metadata)
        {
            var licence = metadata.Elements().FirstOrDefault(e => e.Name.LocalName == "license");
            if (licence is null)
            {
                var page = metadata.Elements().FirstOrDefault(e => e.Name.LocalName == "licenseUrl")?.Value;
                return page == "https://github.com/dotnet/corefx/blob/master/LICENSE.TXT" ? "MIT" : $"see {page ?? "the package"}";
            }

            if ((string?)licence.Attribute("type") == "expression")
            {
                return licence.Value;
            }

            var text = File.ReadAllText(Path.Combine(folder, licence.Value));
            return text.Contains("Permission is hereby granted, free of charge", StringComparison.Ordinal) ? "MIT"
                : text.Contains("LGPL", StringComparison.Ordinal)
                    || text.Contains("Lesser General Public License", StringComparison.OrdinalIgnoreCase) ? Lesser
                : $"see {licence.Value} in the package";
        }
    }
}
