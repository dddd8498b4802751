using System.Net;
using System.Net.Http.Json;

namespace Crm.Benchmarks.Capture;

/// <summary>Graph's notifications of new mail in the inbox, as basic ones are sent.</summary>
internal sealed class Notifying(HostProcess host, PaperGraph graph, PaperMailbox mailbox, CaptureTruth truth) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient http = new(new SocketsHttpHandler { PooledConnectionLifetime = Timeout.InfiniteTimeSpan })
        { Timeout = Patience, BaseAddress = host.Address };

    /// <summary>Waits until the host has subscribed to the inbox.</summary>
    public async Task SubscribedAsync(CancellationToken ct)
    {
        var until = TimeProvider.System.GetUtcNow() + Patience;
        while (graph.OfInbox is null)
        {
            if (TimeProvider.System.GetUtcNow() > until)
            {
                throw new TimeoutException("The host has not subscribed to the inbox.");
            }

            await Task.Delay(50, ct);
        }
    }

    /// <summary>One mail after the other, at uneven distances: from its notification to the row of its activity.</summary>
    public async Task<Quantiles> LatenciesAsync(int mails, CancellationToken ct)
    {
        var (latencies, random) = (new Latencies(), new Random(5));
        for (var i = 0; i < mails; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100 + (400 * random.NextDouble())), ct);
            var number = mailbox.Add(1, TimeProvider.System.GetUtcNow());
            var began = TimeProvider.System.GetTimestamp();
            using var answer = await SendAsync(number, ct);
            while (!await truth.IsThereAsync(mailbox.SourceKey(number), ct))
            {
                if (TimeProvider.System.GetElapsedTime(began) > Patience)
                {
                    throw new TimeoutException($"A mail that was announced was not captured in {Patience.TotalSeconds} s.");
                }

                await Task.Delay(5, ct);
            }

            latencies.Add(TimeProvider.System.GetElapsedTime(began));
        }

        return latencies.Read();
    }

    public async Task TellAsync(int number, CancellationToken ct)
    {
        using var answer = await SendAsync(number, ct);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>
    /// Open loop: each leaves at its moment, whatever became of those before it; a latency counts from the moment at which it was due.
    /// </summary>
    public async Task<FloodResult> FloodAsync(TimeSpan duration, CancellationToken ct)
    {
        var (latencies, refused, sent) = (new Latencies(), 0, new List<Task>());
        var (began, count) = (TimeProvider.System.GetTimestamp(), (int)(duration.TotalSeconds * CaptureBenchOptions.PerSecond));
        for (var i = 0; i < count; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / CaptureBenchOptions.PerSecond);
            var early = due - TimeProvider.System.GetElapsedTime(began);
            if (early > TimeSpan.FromMilliseconds(1))
            {
                await Task.Delay(early, ct);
            }

            sent.Add(Task.Run(
                async () =>
                {
                    using var answer = await SendAsync(0, ct);
                    if (answer.StatusCode is not HttpStatusCode.Accepted)
                    {
                        Interlocked.Increment(ref refused);
                    }

                    latencies.Add(TimeProvider.System.GetElapsedTime(began) - due);
                },
                ct));
        }

        await Task.WhenAll(sent);
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        return new FloodResult(CaptureBenchOptions.PerSecond, Math.Round(latencies.Count / seconds, 1), latencies.Read(), refused);
    }

    public void Dispose() => http.Dispose();

    private Task<HttpResponseMessage> SendAsync(int number, CancellationToken ct)
    {
        var (id, state) = graph.OfInbox!.Value;
        return http.PostAsJsonAsync(
            new Uri("graph/notifications", UriKind.Relative),
            new
            {
                value = new[]
                {
                    new
                    {
                        subscriptionId = id, clientState = state, changeType = "created", resource = "Users/1/Messages/1",
                        resourceData = new { id = mailbox.GraphId(number) },
                    },
                },
            },
            ct);
    }
}
