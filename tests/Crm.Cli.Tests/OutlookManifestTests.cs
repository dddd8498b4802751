using System.Buffers.Binary;
using System.Xml.Linq;

namespace Crm.Cli.Tests;

/// <summary>
/// The rules of Outlook's manifests that Microsoft's schema service checks, which answers online only: order, what has to be there, names
/// of resources, lengths, addresses, icons in all sizes (Microsoft Learn, "Office add-ins XML manifest").
/// </summary>
public sealed class OutlookManifestTests
{
    private static readonly Guid Client = Guid.Parse("55555555-5555-4555-8555-555555555555");
    private static readonly Guid Bot = Guid.Parse("22222222-2222-4222-8222-222222222222");
    private static readonly XNamespace App = "http://schemas.microsoft.com/office/appforoffice/1.1";
    private static readonly XNamespace Basic = "http://schemas.microsoft.com/office/officeappbasictypes/1.0";
    private static readonly XNamespace Outer = "http://schemas.microsoft.com/office/mailappversionoverrides";
    private static readonly XNamespace Inner = "http://schemas.microsoft.com/office/mailappversionoverrides/1.1";
    private static readonly XNamespace Xsi = "http://www.w3.org/2001/XMLSchema-instance";

    private static readonly string Text = OutlookManifest.Fill(Workspace.Find(), "crm.example.com", Client);
    private static readonly XElement Manifest = XDocument.Parse(Text).Root!;
    private static readonly XElement[] Overrides = [Manifest.Element(Outer + "VersionOverrides")!,
        Manifest.Element(Outer + "VersionOverrides")!.Element(Inner + "VersionOverrides")!];

    [Fact]
    public void Elements_stand_in_the_order_that_the_schema_asks_for()
    {
        Assert.Equal(
            ["Id", "Version", "ProviderName", "DefaultLocale", "DisplayName", "Description", "IconUrl", "HighResolutionIconUrl",
                "SupportUrl", "AppDomains", "Hosts", "Requirements", "FormSettings", "Permissions", "Rule", "DisableEntityHighlighting",
                "VersionOverrides"],
            Manifest.Elements().Select(e => e.Name.LocalName));
        Assert.Equal(["Requirements", "Hosts", "Resources", "VersionOverrides"], Overrides[0].Elements().Select(e => e.Name.LocalName));
        Assert.Equal(["Requirements", "Hosts", "Resources"], Overrides[1].Elements().Select(e => e.Name.LocalName));
    }

    [Fact]
    public void Mail_and_meetings_read_and_written_have_their_button_and_phones_theirs()
    {
        string[] surfaces = ["MessageReadCommandSurface", "MessageComposeCommandSurface", "AppointmentAttendeeCommandSurface",
            "AppointmentOrganizerCommandSurface"];
        Assert.Equal(surfaces, Points(Overrides[0]));
        Assert.Equal([.. surfaces, "LaunchEvent", "MobileMessageReadCommandSurface"], Points(Overrides[1]));

        static IEnumerable<string?> Points(XElement of) => of.Elements(of.Name.Namespace + "Hosts")
            .Descendants(of.Name.Namespace + "ExtensionPoint").Select(p => p.Attribute(Xsi + "type")?.Value);
    }

    [Fact]
    public void Mail_can_be_pinned_and_meetings_cannot() => Assert.Equal(
        ["MessageReadCommandSurface", "MessageComposeCommandSurface"],
        Overrides[1].Descendants(Inner + "SupportsPinning").Select(p => p.Ancestors(Inner + "ExtensionPoint").First())
            .Select(p => p.Attribute(Xsi + "type")!.Value));

    /// <summary>Of the three modes this is the one in which the person can always send all the same.</summary>
    [Fact]
    public void Sending_is_looked_at_and_never_kept_back_by_both_manifests()
    {
        var host = Overrides[1].Descendants(Inner + "Host").Single();
        Assert.Equal(["Runtimes", "DesktopFormFactor", "MobileFormFactor"], host.Elements().Select(e => e.Name.LocalName));
        var runtime = host.Element(Inner + "Runtimes")!.Element(Inner + "Runtime")!;
        var launch = host.Descendants(Inner + "LaunchEvent").Single();
        Assert.Equal(("OnMessageSend", "PromptUser"), (launch.Attribute("Type")!.Value, launch.Attribute("SendMode")!.Value));
        Assert.Equal(
            runtime.Attribute("resid")!.Value,
            launch.Parent!.Parent!.Element(Inner + "SourceLocation")!.Attribute("resid")!.Value);
        Assert.Equal("https://crm.example.com/pane/launch.js", Address(runtime.Element(Inner + "Override")!));

        using var teams = JsonDocument.Parse(TeamsPackage.Fill(Workspace.Find(), "crm.example.com", Bot, Client));
        var extension = teams.RootElement.GetProperty("extensions")[0];
        var code = extension.GetProperty("runtimes")[1].GetProperty("code");
        var sending = extension.GetProperty("autoRunEvents")[0].GetProperty("events")[0];
        Assert.Equal(
            (Address(runtime), Address(runtime.Element(Inner + "Override")!), launch.Attribute("FunctionName")!.Value, "promptUser"),
            (code.GetProperty("page").GetString(), code.GetProperty("script").GetString(), sending.GetProperty("actionId").GetString(),
                sending.GetProperty("options").GetProperty("sendMode").GetString()));

        static string Address(XElement named) => Overrides[1].Descendants(Basic + "Url")
            .Single(u => u.Attribute("id")!.Value == named.Attribute("resid")!.Value).Attribute("DefaultValue")!.Value;
    }

    [Fact]
    public void Every_resource_that_is_named_is_there_and_every_one_that_is_there_is_named() => Assert.All(Overrides, of =>
    {
        var own = of.Name.Namespace;
        var named = of.Elements(own + "Hosts").Descendants().Select(e => e.Attribute("resid")?.Value).OfType<string>().ToHashSet();
        var there = of.Element(own + "Resources")!.Descendants().Select(e => e.Attribute("id")?.Value).OfType<string>().ToList();
        Assert.Equal(there.Count, there.Distinct().Count());
        Assert.Equal(named.Order(), there.Order());
        Assert.All(there, id => Assert.InRange(id.Length, 1, 32));
    });

    [Fact]
    public void Ids_of_controls_are_unique_and_texts_are_as_short_as_Outlook_wants_them()
    {
        var ids = Overrides[1].Descendants().Where(e => e.Name.LocalName is "Group" or "Control").Select(e => e.Attribute("id")!.Value);
        Assert.Equal(ids.Count(), ids.Distinct().Count());
        Assert.InRange(ValueOf("DisplayName").Length, 1, 125);
        Assert.InRange(ValueOf("Description").Length, 1, 250);
        Assert.All(LengthsOf("ShortStrings"), length => Assert.InRange(length, 1, 125));
        Assert.All(LengthsOf("LongStrings"), length => Assert.InRange(length, 1, 250));

        static string ValueOf(string name) => Manifest.Element(App + name)!.Attribute("DefaultValue")!.Value;

        static IEnumerable<int> LengthsOf(string texts) =>
            Manifest.Descendants(Basic + texts).Elements().Select(s => s.Attribute("DefaultValue")!.Value.Length);
    }

    [Fact]
    public void Every_address_is_https_and_on_a_host_that_the_manifest_lets_in()
    {
        var addresses = Manifest.DescendantsAndSelf().Attributes("DefaultValue").Select(a => a.Value)
            .Where(v => v.Contains("://", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(addresses);
        Assert.All(addresses, a => Assert.StartsWith("https://crm.example.com/", a, StringComparison.Ordinal));
        Assert.Equal(
            ["https://crm.example.com", "https://login.microsoftonline.com"],
            Manifest.Element(App + "AppDomains")!.Elements().Select(d => d.Value));
    }

    [Fact]
    public void It_asks_for_no_more_than_reading_the_open_item()
    {
        Assert.Equal("ReadWriteItem", Manifest.Element(App + "Permissions")!.Value);
        Assert.Equal("1.5", Manifest.Descendants(App + "Set").Single().Attribute("MinVersion")!.Value);
        Assert.Equal(Client, Guid.Parse(Manifest.Element(App + "Id")!.Value));
        Assert.Matches(@"^\d{1,5}(\.\d{1,5}){1,3}$", Manifest.Element(App + "Version")!.Value);
    }

    [Fact]
    public async Task Icons_have_the_sizes_that_their_places_ask_for()
    {
        var folder = Path.Combine(Workspace.Find().Root, "Crm.OutlookAddin", "Pane", "public");
        var images = Overrides[1].Descendants(Basic + "Image").ToLookup(i => i.Attribute("id") is null);
        var addresses = images[false].ToDictionary(i => i.Attribute("id")!.Value, i => i.Attribute("DefaultValue")!.Value);
        (int Size, string Address)[] asked =
        [
            .. images[true]
                .Select(i => (
                    (int)i.Attribute("size")! * ((int?)i.Attribute("scale") ?? 1), addresses[i.Attribute("resid")!.Value]))
                .Distinct(),
            (64, Manifest.Element(App + "IconUrl")!.Attribute("DefaultValue")!.Value),
            (128, Manifest.Element(App + "HighResolutionIconUrl")!.Attribute("DefaultValue")!.Value),
        ];
        Assert.Superset(new HashSet<int> { 16, 32, 80, 25, 48, 50, 64, 75, 96, 128, 144 }, asked.Select(i => i.Size).ToHashSet());
        foreach (var (size, address) in asked)
        {
            var header = new byte[24];
            await using var file = File.OpenRead(Path.Combine(folder, new Uri(address).AbsolutePath["/pane/".Length..]));
            await file.ReadExactlyAsync(header);
            Assert.Equal(size, BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(16)));
            Assert.Equal(size, BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(20)));
        }
    }

    [Fact]
    public async Task Microsofts_own_reader_and_validator_take_both_manifests()
    {
        var folder = Directory.CreateTempSubdirectory("manifests-");
        var (xml, json) = (Path.Combine(folder.FullName, "manifest.xml"), Path.Combine(folder.FullName, "manifest.json"));
        await File.WriteAllTextAsync(xml, Text);
        var teams = TeamsPackage.Fill(Workspace.Find(), "crm.example.com", Bot, Client);
        await File.WriteAllTextAsync(json, teams);

        Assert.Equal($"{Client} CRM MailApp 1.0.0.0 ReadWriteItem Mailbox", await ManifestOracle.ReadAddInAsync(xml));
        Assert.Equal("", await ManifestOracle.ValidateAddInAsync(json));
        await File.WriteAllTextAsync(json, teams.Replace("\"openPage\"", "\"openDoor\"", StringComparison.Ordinal));
        Assert.NotEqual("", await ManifestOracle.ValidateAddInAsync(json));
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Who_has_both_sees_the_one_of_the_package()
    {
        using var teams = JsonDocument.Parse(TeamsPackage.Fill(Workspace.Find(), "crm.example.com", Bot, Client));
        var extension = teams.RootElement.GetProperty("extensions")[0];
        var hidden = extension.GetProperty("alternates")[0].GetProperty("hide").GetProperty("customOfficeAddin");
        Assert.Equal(Manifest.Element(App + "Id")!.Value, hidden.GetProperty("officeAddinId").GetString());
        Assert.Equal(
            "https://crm.example.com/pane/", extension.GetProperty("runtimes")[0].GetProperty("code").GetProperty("page").GetString());
    }
}
