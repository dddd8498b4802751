using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Crm.Core.Records;

/// <summary>Links:PublicAddress, the same in every host: where people reach the bot's pages, https://crm.example.com. Without it records have no link.</summary>
public sealed class RecordLinkOptions
{
    public Uri? PublicAddress { get; set; }

    public bool IsValid => PublicAddress is null || (PublicAddress is { IsAbsoluteUri: true, Query: "", Fragment: "" } && PublicAddress.Scheme is "https" or "http");
}

/// <summary>A record's own address: https://crm.example.com/deal/{id}. It says nothing of the record; whoever opens it sees what they may see.</summary>
public sealed partial class RecordLinks(IOptions<RecordLinkOptions> options)
{
    /// <returns>Null where the installation has no public address.</returns>
    public string? Of(RecordKind kind, Guid id) => options.Value.PublicAddress is { } address ? $"{address.AbsoluteUri.TrimEnd('/')}/{kind.ToString().ToLowerInvariant()}/{id}" : null;

    /// <summary>What a link points at; whether that is there, and for whom, is asked by who shows it.</summary>
    public static ShowRecord? Read(string? link) => Shape().Match(link?.Trim() ?? "") is { Success: true } match
        ? new ShowRecord(Enum.Parse<RecordKind>(match.Groups[1].Value, ignoreCase: true), Guid.Parse(match.Groups[2].Value))
        : null;

    [GeneratedRegex("^https?://[^/?#\\s]+/(?:[^?#\\s]*/)?(company|contact|deal|activity)/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/?(?:[?#]\\S*)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Shape();
}
