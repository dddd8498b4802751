namespace Crm.Simulators.Graph;

/// <summary>What somebody wants to hear about. Expired ones are gone the moment they are looked for.</summary>
public sealed class Subscriptions(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Subscription> active = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<Subscription> All => [.. active.Values.Where(one => one.Expires > clock.GetUtcNow()).OrderBy(one => one.Id)];

    public Subscription? Find(string id) => active.TryGetValue(id, out var found) && found.Expires > clock.GetUtcNow() ? found : null;

    public void Put(Subscription subscription) => active[subscription.Id] = subscription;

    public bool Remove(string id) => Find(id) is not null && active.TryRemove(id, out _);

    public void Clear() => active.Clear();

    public Subscription? Same(Subscription other) => All.FirstOrDefault(one => one.Application == other.Application
        && one.Person == other.Person
        && one.Resource.Trim('/').Equals(other.Resource.Trim('/'), StringComparison.OrdinalIgnoreCase)
        && one.ChangeTypes.SetEquals(other.ChangeTypes));

    public IEnumerable<Subscription> For(Mailbox mailbox, Change change) =>
        All.Where(one => one.Oid == mailbox.Owner.Oid && one.Watches(mailbox, change));
}

public sealed partial record Subscription(
    string Id, string Application, string Resource, string Oid, ItemKind Kind, string? Folder, IReadOnlySet<string> ChangeTypes,
    string NotificationUrl, string? LifecycleUrl, string? ClientState, DateTimeOffset Expires, bool ImmutableIds)
{
    /// <summary>Shortest and longest life in minutes of a subscription to Outlook items.</summary>
    public const int ShortestMinutes = 45;
    public const int LongestMinutes = 10080;

    /// <summary>The longest life in minutes with resource data.</summary>
    public const int LongestRichMinutes = 1440;

    /// <summary>For whom the data in its notifications is encrypted; null for basic notifications.</summary>
    public RichCertificate? Certificate { get; init; }

    /// <summary>Folder, kind and user of a resource path; null for what cannot be subscribed to here.</summary>
    public static (string User, ItemKind Kind, string? Folder)? ReadResource(string resource)
    {
        var path = GraphPaths.Normalize("/" + resource.Trim('/').Split('?')[0]);
        return Watched().Match(path) is { Success: true } match
            ? (match.Groups["user"].Value, match.Groups["kind"].Value.Equals("messages", StringComparison.OrdinalIgnoreCase)
                ? ItemKind.Message
                : ItemKind.Event,
                match.Groups["folder"].Success ? match.Groups["folder"].Value : null)
            : null;
    }

    public bool Watches(Mailbox mailbox, Change change) => change.Kind == Kind
        && ChangeTypes.Contains(change.Verb.ToString())
        && (Folder is null || change.FolderId == mailbox.FindFolder(Folder)?.Id);

    /// <summary>Whose token made it; null where the application did in its own name.</summary>
    public string? Person { get; init; }

    public JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["resource"] = Resource,
        ["applicationId"] = Application,
        ["changeType"] = string.Join(',', ChangeTypes),
        ["clientState"] = ClientState,
        ["notificationUrl"] = NotificationUrl,
        ["lifecycleNotificationUrl"] = LifecycleUrl,
        ["notificationQueryOptions"] = null,
        ["expirationDateTime"] = Stamp(Expires),
        ["creatorId"] = Person ?? Application,
        ["includeResourceData"] = Certificate is not null,
        ["latestSupportedTlsVersion"] = "v1_2",
        ["encryptionCertificate"] = Certificate?.Text,
        ["encryptionCertificateId"] = Certificate?.Id,
        ["notificationUrlAppId"] = null,
    };

    public static string Stamp(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^/users/(?<user>[^/]+)/(?:mailFolders/(?<folder>[^/]+)/(?<kind>messages)|(?:calendar/)?(?<kind>messages|events))$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Watched();
}
