namespace Crm.Simulators.Outlook;

public static class PageFiles
{
    public static IResult Serve(string file)
    {
        var stream = typeof(PageFiles).Assembly.GetManifestResourceStream($"page/{file}");
        return stream is null ? Results.NotFound() : Results.Stream(stream, Path.GetExtension(file) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            _ => "text/javascript; charset=utf-8",
        });
    }
}
