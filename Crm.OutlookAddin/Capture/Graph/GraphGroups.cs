using System.Collections.Concurrent;
using Microsoft.Kiota.Abstractions;

namespace Crm.OutlookAddin.Capture.Graph;

/// <summary>
/// Whom groups of the directory reach (Microsoft Graph, "List groups", "List group transitive members"): asked for in batches, kept for an
/// hour, also of addresses that are no group's. Where groups may not be read, an address of the firm may reach anybody.
/// </summary>
internal sealed partial class GraphGroups(
    GraphClients clients, GraphCalls calls, GraphBatches batches, IOptions<GraphOptions> options, TimeProvider clock,
    ILogger<GraphGroups> log)
{
    /// <summary>Pages of a group's members that are read: some ten thousand of them.</summary>
    private const int MostPages = 10;

    /// <summary>Graph's largest page of directory objects.</summary>
    private const int PageSize = 999;

    /// <summary>Addresses that are kept; beyond them all are forgotten and asked for again.</summary>
    private const int MostKept = 10_000;

    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(Guid Tenant, string Address), (DateTimeOffset Until, GroupMembers? Members)> known = new();
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> forbidden = new();
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> hidden = new();

    /// <summary>In how many tenants the application may not read groups, or the members of some.</summary>
    public int Forbidden => forbidden.Concat(hidden).Where(f => f.Value > clock.GetUtcNow()).Select(f => f.Key).Distinct().Count();

    /// <returns>Those of the addresses that are a group's.</returns>
    public async Task<ItemRead<IReadOnlyDictionary<string, GroupMembers>>> OfAsync(
        Guid tenant, IReadOnlyCollection<string> addresses, CancellationToken ct)
    {
        if (forbidden.TryGetValue(tenant, out var until) && until > clock.GetUtcNow())
        {
            return new ItemRead<IReadOnlyDictionary<string, GroupMembers>>.NotAllowed("groups");
        }

        List<string> asked = [.. addresses.Where(a => !IsKept(tenant, a))];
        if (asked.Count > 0 && await AskAsync(tenant, asked, ct) is { } failure)
        {
            return Refused(tenant, failure);
        }

        return new ItemRead<IReadOnlyDictionary<string, GroupMembers>>.Found(addresses.Distinct()
            .Select(a => (Address: a, known.GetValueOrDefault((tenant, a)).Members))
            .Where(g => g.Members is not null).ToDictionary(g => g.Address, g => g.Members!, StringComparer.Ordinal));
    }

    private bool IsKept(Guid tenant, string address) =>
        known.TryGetValue((tenant, address), out var kept) && kept.Until > clock.GetUtcNow();

    private async Task<GraphFailure?> AskAsync(Guid tenant, List<string> addresses, CancellationToken ct)
    {
        var ids = new List<(string Address, string? Id)>(addresses.Count);
        var answers = await batches.ReadAsync(new(tenant), [.. addresses.Select(a => Find(tenant, a))], ct);
        foreach (var (address, answer) in addresses.Zip(answers))
        {
            switch (answer)
            {
                case GraphAnswer<JsonElement>.Ok { Value: var found }:
                    ids.Add((address, GroupReading.IdOf(found)));
                    break;
                case GraphAnswer<JsonElement>.Failed { Failure: { IsPassing: false, Status: not (401 or 403) } }:
                    ids.Add((address, null)); // An address that Graph does not understand is no group's.
                    break;
                case GraphAnswer<JsonElement>.Failed { Failure: var failure }:
                    return failure;
            }
        }

        List<(string Address, string Id)> groups = [.. ids.Where(i => i.Id is not null).Select(i => (i.Address, i.Id!))];
        var pages = await batches.ReadAsync(new(tenant), [.. groups.Select(g => Members(tenant, g.Id))], ct);
        var members = new List<(string Address, GroupMembers? Members)>(
            ids.Where(i => i.Id is null).Select(i => (i.Address, (GroupMembers?)null)));
        foreach (var (group, page) in groups.Zip(pages))
        {
            var (read, failure) = await AllOfAsync(tenant, page, ct);
            if (failure is not null)
            {
                return failure;
            }

            members.Add((group.Address, read));
        }

        Keep(tenant, members);
        return null;
    }

    private async Task<(GroupMembers? Members, GraphFailure? Failure)> AllOfAsync(
        Guid tenant, GraphAnswer<JsonElement> first, CancellationToken ct)
    {
        if (first is not GraphAnswer<JsonElement>.Ok { Value: var page })
        {
            return Unread(tenant, ((GraphAnswer<JsonElement>.Failed)first).Failure);
        }

        var (all, next) = GroupReading.Read(page);
        for (var pages = 1; next is not null && options.Value.IsOurs(new Uri(next)) && pages < MostPages; pages++)
        {
            var link = next;
            switch (await calls.ReadAsync(new(tenant), () => GraphReads.Next(link), ct))
            {
                case GraphAnswer<JsonDocument>.Ok { Value: var more }:
                    using (more)
                    {
                        var (some, further) = GroupReading.Read(more.RootElement);
                        (all, next) = (GroupReading.Joined(all, some), further);
                    }

                    break;
                case GraphAnswer<JsonDocument>.Failed { Failure: var failure }:
                    return Unread(tenant, failure);
            }
        }

        return (all, null);
    }

    /// <summary>A group that went away reaches nobody, one that hides its members may reach anybody; the others are read.</summary>
    private (GroupMembers? Members, GraphFailure? Failure) Unread(Guid tenant, GraphFailure failure)
    {
        if (failure.IsPassing)
        {
            return (null, failure);
        }

        if (failure.IsGone)
        {
            return (GroupReading.Nobody, null);
        }

        hidden[tenant] = clock.GetUtcNow() + Kept;
        NotAllowed(log, tenant, failure.Code);
        return (GroupMembers.Unread, null);
    }

    private void Keep(Guid tenant, List<(string Address, GroupMembers? Members)> members)
    {
        if (known.Count + members.Count > MostKept)
        {
            known.Clear();
        }

        foreach (var (address, group) in members)
        {
            known[(tenant, address)] = (clock.GetUtcNow() + Kept, group);
        }
    }

    private ItemRead<IReadOnlyDictionary<string, GroupMembers>> Refused(Guid tenant, GraphFailure failure)
    {
        if (failure.IsPassing)
        {
            return new ItemRead<IReadOnlyDictionary<string, GroupMembers>>.Throttled(failure.PauseCode, failure.RetryAfter);
        }

        forbidden[tenant] = clock.GetUtcNow() + Kept;
        NotAllowed(log, tenant, failure.Code);
        return new ItemRead<IReadOnlyDictionary<string, GroupMembers>>.NotAllowed(failure.Code);
    }

    private Func<RequestInformation> Find(Guid tenant, string address) => () =>
    {
        var literal = address.Replace("'", "''", StringComparison.Ordinal);
        return Json(clients.For(new(tenant)).Groups.ToGetRequestInformation(r =>
        {
            r.QueryParameters.Filter = $"proxyAddresses/any(p:p eq 'smtp:{literal}') or mail eq '{literal}'";
            r.QueryParameters.Select = ["id"];
            r.QueryParameters.Top = 1;
        }));
    };

    private Func<RequestInformation> Members(Guid tenant, string group) => () =>
        Json(clients.For(new(tenant)).Groups[group].TransitiveMembers.ToGetRequestInformation(r =>
        {
            r.QueryParameters.Select = ["id", "mail", "userPrincipalName"];
            r.QueryParameters.Top = PageSize;
        }));

    private static RequestInformation Json(RequestInformation request)
    {
        request.Headers.TryAdd("Accept", "application/json");
        return request;
    }

    [LoggerMessage(1, LogLevel.Warning,
        "Groups of tenant {Tenant} cannot be read ({Code}): what somebody never logs is kept out wherever a distribution list may "
        + "reach them. The application needs GroupMember.Read.All")]
    private static partial void NotAllowed(ILogger log, Guid tenant, string code);
}
