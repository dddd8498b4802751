using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Crm.Data.Imports;

/// <summary>
/// Lets one thread read what another one writes, some batches ahead of it and no more: the memory of an import does not grow with its file.
/// </summary>
internal static class ReadAhead
{
    private const int RowsInBatch = 256;
    private const int Batches = 8;

    /// <exception cref="BrokenCsvException">And whatever else <paramref name="rows"/> throws, at the row where it is thrown.</exception>
    public static async IAsyncEnumerable<T> Of<T>(IEnumerable<T> rows, [EnumeratorCancellation] CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var read = Channel.CreateBounded<T[]>(new BoundedChannelOptions(Batches) { SingleReader = true, SingleWriter = true });
        var reading = Task.Run(() => ReadAsync(rows, read.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in read.Reader.ReadAllAsync(ct))
            {
                foreach (var row in batch)
                {
                    yield return row;
                }
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    private static async Task ReadAsync<T>(IEnumerable<T> rows, ChannelWriter<T[]> to, CancellationToken ct)
    {
        try
        {
            foreach (var batch in rows.Chunk(RowsInBatch))
            {
                await to.WriteAsync(batch, ct);
            }

            to.Complete();
        }
        catch (Exception failed) when (to.TryComplete(failed))
        {
            // Whoever takes the rows meets it where they end.
        }
    }
}
