namespace Crm.Simulators.Graph;

/// <summary>
/// Brings the spellings that Graph takes to one: <c>users('a')</c> to users/a, <c>delta()</c> to delta, <c>me</c> to the caller.
/// </summary>
public static partial class GraphPaths
{
    private const string Root = "/graph/v1.0";

    /// <summary>Must stand before routing. Also keeps the rest of the pipeline at hand for $batch.</summary>
    public static void UseGraphPaths(this WebApplication app) => app.Use(next =>
    {
        app.Services.GetRequiredService<BatchPipeline>().Next = Rewrite;
        return Rewrite;

        Task Rewrite(HttpContext context)
        {
            if (context.Request.Path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase))
            {
                context.Request.Path = Normalize(context.Request.Path.Value!, context);
            }

            return next(context);
        }
    });

    public static string Normalize(string path, HttpContext? context = null)
    {
        var plain = Function().Replace(Key().Replace(path, "/$1"), "");
        return context is not null && Me().Match(plain) is { Success: true } me && GraphGate.CallerOid(context) is { } oid
            ? $"{Root}/users/{oid}{plain[me.Length..]}"
            : plain;
    }

    [GeneratedRegex(@"\('([^']*)'\)")]
    private static partial Regex Key();

    [GeneratedRegex(@"\(\)(?=$|/)")]
    private static partial Regex Function();

    [GeneratedRegex("^/graph/v1.0/me(?=$|/)", RegexOptions.IgnoreCase)]
    private static partial Regex Me();
}
