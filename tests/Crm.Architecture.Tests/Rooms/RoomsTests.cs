using System.Globalization;
using System.Text;

namespace Crm.Architecture.Tests.Rooms;

/// <summary>The rooms of the core stand in floors, and knowledge goes down only (docs/rooms.md).</summary>
public sealed class RoomsTests
{
    private const string Root = "Crm.Core";

    private static readonly string Core = typeof(Core.Refusal).Assembly.Location;

    private static readonly Lazy<IReadOnlyList<Arrow>> InTheCore = new(() => Arrows.Of(Core, Root));

    [Fact]
    public void Every_room_stands_on_a_floor() => Assert.Equal(
        Arrows.Rooms(Core, Root), Floors.All.SelectMany(f => f.Rooms).Select(r => r.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void No_room_knows_a_room_above_it()
    {
        Assert.True(InTheCore.Value.Count > 1000, $"Only {InTheCore.Value.Count} arrows were found.");
        Assert.Empty(Upward(InTheCore.Value));
    }

    [Fact]
    public void Rooms_of_one_floor_know_each_other_in_circles_only_where_that_is_declared() => Assert.Empty(
        Floors.All.Where(f => !f.IsCluster).SelectMany(f => Circles([.. f.Rooms.Select(r => r.Name)], InTheCore.Value)));

    [Fact]
    public void An_arrow_drawn_upwards_is_noticed()
    {
        Assert.Equal(
            ["Cards (NoticeCard) knows Deals (Deal), which stands above it"], Upward([new Arrow("Cards", "Deals", "NoticeCard", "Deal")]));
        Assert.Empty(Upward([new Arrow("Deals", "Cards", "DealCard", "AdaptiveCard"), new Arrow("Deals", "Contacts", "Deal", "Contact")]));
    }

    [Fact]
    public void A_circle_is_noticed()
    {
        IReadOnlyList<Arrow> line = [new("Lists", "Views", "A", "B"), new("Views", "Search", "B", "C")];

        Assert.Empty(Circles(["Lists", "Views", "Search"], line));
        Assert.NotEmpty(Circles(["Lists", "Views", "Search"], [.. line, new Arrow("Search", "Lists", "C", "A")]));
    }

    [Fact]
    public void Code_inside_lambdas_and_async_methods_counts() => Assert.Contains(
        Arrows.Of(typeof(RoomsTests).Assembly.Location, "Crm.Architecture.Tests"), a => a is { From: "Rooms.Probe", To: "Rooms" });

    [Fact]
    public void The_page_of_the_rooms_is_up_to_date()
    {
        var file = Path.Combine(Cli.Workspace.Find().Root, "docs", "rooms.md");
        var right = Page();
        var received = Path.ChangeExtension(file, ".received.md");
        if (!File.Exists(file) || File.ReadAllText(file) != right)
        {
            File.WriteAllText(received, right);
            Assert.Fail($"docs/rooms.md is not what the code says; the right text is in {received}.");
        }

        File.Delete(received);
    }

    private static int FloorOf(string room) => Floors.All.TakeWhile(f => f.Rooms.All(r => r.Name != room)).Count();

    private static IEnumerable<string> Upward(IEnumerable<Arrow> arrows) => arrows.Where(a => FloorOf(a.To) > FloorOf(a.From))
        .Select(a => $"{a.From} ({a.Type}) knows {a.To} ({a.Known}), which stands above it");

    /// <summary>Rooms that nobody can be taken away from because each knows another that is left.</summary>
    private static List<string> Circles(IReadOnlyList<string> rooms, IReadOnlyList<Arrow> arrows)
    {
        var left = rooms.ToList();
        while (left.RemoveAll(room => !arrows.Any(a => a.From == room && left.Contains(a.To))) > 0)
        {
            // What knows nobody that is left cannot be in a circle.
        }

        return left;
    }

    private static string Page()
    {
        var page = new StringBuilder(
            """
            # The rooms of Crm.Core

            The tests of `tests/Crm.Architecture.Tests/Rooms` write this page from the compiled code and fail when it is not up to date. A
            room is a folder and a namespace. It knows rooms on floors below its own, and rooms of its own floor as long as no circle
            comes of it; only the floor of the four kinds of records is a cluster, because a company's page shows deals, a deal's page its
            company. The top floor stands first.

            """);
        foreach (var floor in Floors.All.Reverse())
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"\n## {FloorNumber(floor)}. {floor.Name}{(floor.IsCluster ? " (a cluster)" : "")}\n\n| room | holds | knows |\n| --- | "
                + $"--- | --- |\n");
            foreach (var room in floor.Rooms)
            {
                page.Append(CultureInfo.InvariantCulture, $"| {room.Title} | {room.Holds} | {KnownBy(room, floor)} |\n");
            }
        }

        return page.ToString();
    }

    private static int FloorNumber(Floor floor) => Floors.All.ToList().IndexOf(floor);

    /// <summary>Neighbours in bold; then what stands below, the next floor first.</summary>
    private static string KnownBy(Room room, Floor floor)
    {
        var known = InTheCore.Value.Where(a => a.From == room.Name).Select(a => a.To).ToHashSet();
        return string.Join(", ", Floors.All.Reverse()
            .SelectMany(f => f.Rooms.Where(r => known.Contains(r.Name)).Select(r => f == floor ? $"**{r.Title}**" : r.Title)));
    }
}
