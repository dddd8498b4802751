using System.Net.Http.Json;

namespace Crm.Benchmarks.Pane;

/// <summary>Something that the pane asks, and what the floor is asked in its place.</summary>
/// <param name="What">In the tables.</param>
/// <param name="Target">Milliseconds at the 95th percentile.</param>
/// <param name="Ours">The request to the add-in's host.</param>
/// <param name="Floor">To the hand-written server; null where it has no such question.</param>
internal sealed record PaneQuestion(
    string What, double Target, Func<Asked, Random, HttpRequestMessage> Ours, Func<Asked, Random, HttpRequestMessage>? Floor)
{
    private const int Crowd = 20;

    public static IReadOnlyList<PaneQuestion> All(Subjects subjects) =>
    [
        new("one person of the open mail", 25, (asked, _) => Context([asked.Contact.Email]),
            (asked, _) => OfFloor(asked, [asked.Contact.Email])),
        new("twenty people of the open mail", 50, (asked, random) => Context(Emails(subjects, asked, random)),
            (asked, random) => OfFloor(asked, Emails(subjects, asked, random))),
        new("companies by three conditions, 50 rows, counted", 50,
            (asked, _) => Get("api/companies?take=50&filter=" + Uri.EscapeDataString(
                $"industry is {asked.Industry} and status is {asked.Status} and size is {asked.Size}")),
            (asked, _) => Get(
                $"companies?industry={asked.Industry}&status={asked.Status.ToUpperInvariant()}&size={asked.Size.ToUpperInvariant()}")),
        new("open deals by value, 50 rows, counted", 50,
            (_, _) => Get("api/deals?take=50&sort=value%20desc&filter=status%20is%20open"), null),
        new("search over everything", 200, (asked, _) => Get("api/search?q=" + Uri.EscapeDataString(asked.Term)), null),
    ];

    private static string[] Emails(Subjects subjects, Asked asked, Random random) =>
        [.. Enumerable.Range(0, Crowd).Select(_ => subjects.Next(asked.Caller.Role, random).Contact.Email).Distinct()];

    private static HttpRequestMessage Context(IEnumerable<string> emails) => Post("api/context", new
    {
        item = new { kind = "message", mode = "messageRead", internetMessageId = "<nothing@known.example>" },
        people = emails.Select(email => new { email, name = email, role = "from" }),
    });

    private static HttpRequestMessage OfFloor(Asked asked, IReadOnlyList<string> emails) => Post("context", new
    {
        people = emails.Select(email => email.ToLowerInvariant()), me = asked.Caller.Id, key = "mail:nothing@known.example",
    });

    private static HttpRequestMessage Get(string path) => new(HttpMethod.Get, new Uri(path, UriKind.Relative));

    private static HttpRequestMessage Post(string path, object body) =>
        new(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = JsonContent.Create(body) };
}
