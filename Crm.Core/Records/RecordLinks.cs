using Microsoft.Extensions.Options;

namespace Crm.Core.Records;

/// <summary>
/// Links:PublicAddress, the same in every host: where people reach the bot's pages, https://crm.example.com. Without it records have no
/// link.
/// </summary>
public sealed class RecordLinkOptions
{
    public Uri? PublicAddress { get; set; }

    public bool IsValid => PublicAddress is null
        || (PublicAddress is { IsAbsoluteUri: true, Query: "", Fragment: "" } && PublicAddress.Scheme is "https" or "http");
}

/// <summary>
/// A record's own address: https://crm.example.com/deal/{id}. It says nothing of the record; whoever opens it sees what they may see.
/// </summary>
public sealed class RecordLinks(IOptions<RecordLinkOptions> options)
{
    private const int Longest = 8 * 1024;

    /// <returns>Null where the installation has no public address.</returns>
    public string? Of(RecordKind kind, Guid id) => options.Value.PublicAddress is { } address
        ? $"{address.AbsoluteUri.TrimEnd('/')}/{kind.ToString().ToLowerInvariant()}/{id}"
        : null;

    /// <summary>
    /// What a link of ours points at, also as mail and chat rewrite it; whether that is there, and for whom, is asked by who shows it. Null
    /// for links of every other host: what looks like ours there is somebody else's.</summary>
    public ShowRecord? Read(string? link)
    {
        var typed = link?.Trim().Trim('<', '>').TrimEnd('.', ',', ';', ':', '!', ')') ?? "";
        return typed.Length > Longest ? null
            : typed.StartsWith('/') ? Record(typed.Split('?', '#')[0])
            : Uri.TryCreate(typed, UriKind.Absolute, out var url) && WrappedLink.Unwrap(url) is var inner
            && PathBelowOurs(inner) is { } path ? Record(path)
            : null;
    }

    private string? PathBelowOurs(Uri url) =>
        options.Value.PublicAddress is { } ours
        && url.Scheme is "https" or "http" && url.UserInfo.Length == 0
        && url.IdnHost.Equals(ours.IdnHost, StringComparison.OrdinalIgnoreCase)
        && (url.Port == ours.Port || (url.IsDefaultPort && ours.IsDefaultPort))
        && url.AbsolutePath.StartsWith(ours.AbsolutePath.TrimEnd('/') + "/", StringComparison.Ordinal)
            ? url.AbsolutePath[ours.AbsolutePath.TrimEnd('/').Length..]
            : null;

    private static ShowRecord? Record(string path) =>
        path.Trim('/').Split('/') is [var kind, var id]
        && Enum.GetValues<RecordKind>().Where(k => kind.Equals(k.ToString(), StringComparison.OrdinalIgnoreCase)).Take(1)
        .ToArray() is [var known]
        && Guid.TryParseExact(id, "D", out var record)
            ? new ShowRecord(known, record)
            : null;
}
