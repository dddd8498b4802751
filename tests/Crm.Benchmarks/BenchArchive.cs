using Crm.Benchmarks.Bot;
using Crm.Benchmarks.Capture;
using Crm.Benchmarks.Pane;
using Crm.Demo.LargeFirm;

namespace Crm.Benchmarks;

/// <summary>The newest full run of each size, for the growth table; and a copy where somebody asked for one.</summary>
internal static class BenchArchive
{
    public static async Task KeepAsync(Workspace workspace, BenchResult result, BenchOptions options, string? copy, CancellationToken ct)
    {
        if (options.Only is null)
        {
            // a part of the questions would look like growth where there is none
            await result.SaveAsync(FileOf(workspace, result.Size), ct);
        }

        if (copy is not null)
        {
            await result.SaveAsync(copy, ct);
        }
    }

    public static async Task<IReadOnlyList<BenchResult>> ReadAsync(Workspace workspace, CancellationToken ct)
    {
        var results = new List<BenchResult>();
        foreach (var size in FirmSize.All)
        {
            if (await BenchResult.ReadAsync(FileOf(workspace, size.Name), ct) is { } result)
            {
                results.Add(result);
            }
        }

        return results;
    }

    /// <summary>The bot's own run, beside them.</summary>
    public static async Task KeepAsync(Workspace workspace, BotResult result, string? copy, CancellationToken ct)
    {
        await result.SaveAsync(FileOf(workspace, $"bot-{result.Size}"), ct);
        if (copy is not null)
        {
            await result.SaveAsync(copy, ct);
        }
    }

    /// <summary>Capture's run, beside them.</summary>
    public static async Task KeepAsync(Workspace workspace, CaptureResult result, string? copy, CancellationToken ct)
    {
        await result.SaveAsync(FileOf(workspace, $"capture-{result.Size}"), ct);
        if (copy is not null)
        {
            await result.SaveAsync(copy, ct);
        }
    }

    /// <summary>The pane's run, beside them.</summary>
    public static async Task KeepAsync(Workspace workspace, PaneResult result, string? copy, CancellationToken ct)
    {
        await result.SaveAsync(FileOf(workspace, $"pane-{result.Size}"), ct);
        if (copy is not null)
        {
            await result.SaveAsync(copy, ct);
        }
    }

    private static string FileOf(Workspace workspace, string size) => Path.Combine(workspace.State, "bench-results", $"{size}.json");
}
