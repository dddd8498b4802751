using Crm.Core.Records;

namespace Crm.Bot.Teams;

/// <summary>
/// The pages behind our links and the manifest's addresses. A record's page is the same whether the record is there or not: it asks nobody,
/// shows nothing of it, and leads to Teams, where the CRM knows who is reading. Deep link: Microsoft, Create a deep link to an application.
/// </summary>
public static class RecordPages
{
    private static readonly Lazy<string> Frame = new(() =>
    {
        using var reader = new StreamReader(typeof(RecordPages).Assembly.GetManifestResourceStream("Crm.Bot.Teams.Pages.html")!);
        return reader.ReadToEnd();
    });

    public static void MapRecordPages(this WebApplication app)
    {
        app.MapGet(
            "/", (HttpContext http, IOptions<BotOptions> bot) =>
                Page(http, "The CRM that lives in Teams and Outlook",
                    $"<p>This CRM is used in Microsoft Teams and Outlook.</p>{Open(bot.Value)}"));
        app.MapGet("/privacy", (HttpContext http) => Page(http, "Privacy", Privacy));
        app.MapGet("/terms", (HttpContext http) => Page(http, "Terms of use", Terms));
        foreach (var kind in Enum.GetValues<RecordKind>())
        {
            var what = kind.ToString().ToLowerInvariant();
            app.MapGet($"/{what}/{{id:guid}}", (HttpContext http, Guid id, RecordLinks links, IOptions<BotOptions> bot) => Page(
                http, $"{(kind is RecordKind.Activity ? "An" : "A")} {what} in the CRM",
                "<p>Records are shown in Microsoft Teams, to those who may see "
                    + $"them.</p>{Open(bot.Value)}<p>Send the CRM this link in chat, and it shows you the "
                    + $"{what}:</p><p><code>{WebUtility.HtmlEncode(links.Of(kind, id) ?? $"/{what}/{id}")}</code></p>"));
        }
    }

    /// <summary>The app's id in the package is the bot's (manifests/teams).</summary>
    private static string Open(BotOptions bot) => bot.AppId.Length == 0 ? ""
        : $"<p><a class=\"open\" href=\"https://teams.microsoft.com/l/entity/{WebUtility.UrlEncode(bot.AppId)}/conversations\">Open in "
        + "Teams</a></p>";

    private static IResult Page(HttpContext http, string title, string body)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        if (!http.RequestServices.GetRequiredService<IHostEnvironment>().IsDevelopment())
        {
            headers.StrictTransportSecurity = "max-age=31536000"; // Also behind a proxy that ends TLS; browsers ignore it over plain HTTP.
        }

        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "public, max-age=3600";
        return Results.Content(Frame.Value.Replace("{{title}}", WebUtility.HtmlEncode(title), StringComparison.Ordinal)
            .Replace("{{body}}", body, StringComparison.Ordinal), "text/html; charset=utf-8");
    }

    private const string Privacy =
        """
        <p>Your company runs this CRM for its own sales work. What follows is what the software does; your company's own notice says
        more.</p>
        <h2>What is kept</h2>
        <p>Companies, contacts, deals and activities that you and your colleagues write down; mails and meetings with known customers,
        where mail capture is on: who took part, when, the subject, and the text as far as your company's settings allow. Private items,
        newsletters and mail among colleagues are left out.</p>
        <h2>Where, and who sees it</h2>
        <p>In your company's own database. Each person sees what their role allows; every change is kept with who made it. Nothing is sold,
        and nothing is sent to anybody but Microsoft 365, through which you use it.</p>
        <h2>Your rights</h2>
        <p>Ask your company's CRM administrator to see, correct or delete what is kept about you, or to turn mail capture off for your
        mailbox.</p>
        """;

    private const string Terms =
        """
        <p>This CRM is provided by your company to its employees for their work, under the rules that your company has for its systems.</p>
        <p>Write down what is true and needed for the work; keep to the law where you write about people. Your company's administrator
        answers questions and may end the use.</p>
        """;
}
