using Microsoft.Graph.Users.Item;
using Microsoft.Kiota.Abstractions;

namespace Crm.OutlookAddin.Capture.Graph;

/// <summary>Reads of one mailbox: never more at a time than Outlook serves, with our preferences on each, and ids immutable ones.</summary>
internal sealed class GraphReads(
    GraphClients clients, GraphCalls calls, GraphBatches batches, MailboxGates gates, IOptions<GraphOptions> options)
{
    private const int PageSize = 50;

    public UserItemRequestBuilder User(Mailbox mailbox) => clients.For(Caller(mailbox)).Users[mailbox.GraphKey];

    public static RequestInformation Next(string link) => new() { HttpMethod = Method.GET, URI = new Uri(link) };

    /// <summary>Preferences are not part of a link: they are repeated on every page.</summary>
    public async Task<GraphAnswer<JsonDocument>> PageAsync(Mailbox mailbox, Func<RequestInformation> request, CancellationToken ct)
    {
        await using var place = await gates.EnterAsync(mailbox.GraphKey, 1, ct);
        return await calls.ReadAsync(Caller(mailbox), () => Prefer(request(), PageSize), ct);
    }

    public async Task<ItemRead<T>> OneAsync<T>(
        Mailbox mailbox, Func<RequestInformation> request, Func<JsonElement, T> read, CancellationToken ct)
    {
        await using var place = await gates.EnterAsync(mailbox.GraphKey, 1, ct);
        switch (await calls.ReadAsync(Caller(mailbox), () => Prefer(request(), null), ct))
        {
            case GraphAnswer<JsonDocument>.Ok { Value: var found }:
                using (found)
                {
                    return Read(found.RootElement, read);
                }

            case GraphAnswer<JsonDocument>.Failed { Failure: var failure }:
                return Refused<T>(failure);
            default:
                throw new InvalidOperationException("A call answers or fails.");
        }
    }

    /// <returns>One answer for each request, in their order.</returns>
    public async Task<IReadOnlyList<ItemRead<T>>> ManyAsync<T>(
        Mailbox mailbox, IReadOnlyList<Func<RequestInformation>> requests, Func<JsonElement, T> read, CancellationToken ct)
    {
        if (requests.Count <= 1)
        {
            return requests.Count == 0 ? [] : [await OneAsync(mailbox, requests[0], read, ct)];
        }

        await using var places = await gates.EnterAsync(mailbox.GraphKey, requests.Count, ct);
        var answers = await batches.ReadAsync(
            Caller(mailbox), [.. requests.Select(r => (Func<RequestInformation>)(() => Prefer(r(), null)))], ct);
        return [.. answers.Select(answer => answer is GraphAnswer<JsonElement>.Ok { Value: var found }
            ? Read(found, read)
            : Refused<T>(((GraphAnswer<JsonElement>.Failed)answer).Failure))];
    }

    private static ItemRead<T> Read<T>(JsonElement found, Func<JsonElement, T> read)
    {
        try
        {
            return new ItemRead<T>.Found(read(found));
        }
        catch (Exception broken) when (ItemFault.IsOfItem(broken))
        {
            return new ItemRead<T>.Unreadable(broken.GetType().Name);
        }
    }

    private static ItemRead<T> Refused<T>(GraphFailure failure) =>
        failure.IsPassing ? new ItemRead<T>.Throttled(failure.PauseCode, failure.RetryAfter)
        : failure.IsGone || failure.Code.Equals("ErrorInvalidIdMalformed", StringComparison.OrdinalIgnoreCase) ? new ItemRead<T>.Gone()
        : new ItemRead<T>.NotAllowed(failure.Code);

    private static RequestInformation Prefer(RequestInformation request, int? pageSize)
    {
        request.Headers.Add("Prefer", "IdType=\"ImmutableId\"");
        request.Headers.Add("Prefer", "outlook.body-content-type=\"text\"");
        request.Headers.Add("Prefer", "outlook.timezone=\"UTC\"");
        if (pageSize is { } size)
        {
            request.Headers.Add("Prefer", $"odata.maxpagesize={size}");
        }

        request.Headers.TryAdd("Accept", "application/json");
        return request;
    }

    private GraphCaller Caller(Mailbox mailbox) => GraphCaller.Of(mailbox, options.Value);
}
