using System.Buffers;

namespace Crm.Bot.BotFramework;

internal static class RequestBody
{
    /// <summary>The largest invoke payload of Teams is 80 KB, the largest message 100 KB of UTF-16.</summary>
    public const int Limit = 1024 * 1024;

    /// <summary>The whole body, or null when it is larger than the limit; a chunked body is not read further than that.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > Limit)
        {
            return null;
        }

        while (true)
        {
            var read = await request.BodyReader.ReadAsync(ct);
            if (read.Buffer.Length > Limit)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
