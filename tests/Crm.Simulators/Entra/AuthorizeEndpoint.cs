using System.Net;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Simulators.Entra;

/// <summary>Signs in the firm user named by <c>login_hint</c> without asking; without a hint the people of the firm are offered.</summary>
public static class AuthorizeEndpoint
{
    public static IResult Get(HttpRequest request, Firm firm, Grants grants, ClientRegistrations clients)
    {
        string? Asked(string name) => request.Query.TryGetValue(name, out var value) ? value.ToString() : null;

        if (!clients.Knows(Asked("client_id") ?? "") || !Uri.TryCreate(Asked("redirect_uri"), UriKind.Absolute, out var back))
        {
            return Results.BadRequest("AADSTS700016: unknown client_id or missing redirect_uri.");
        }

        var hint = Asked("login_hint");
        if (hint is null && Asked("prompt") != "none")
        {
            return Results.Content(AccountPicker(request, firm), "text/html", Encoding.UTF8);
        }

        var answer = new Dictionary<string, string?> { ["state"] = Asked("state") };
        if (firm.Find(hint) is { } user)
        {
            answer["code"] = grants.IssueCode(new Grant(
                user, Asked("client_id")!, Asked("scope") ?? "openid", Asked("redirect_uri")!, Asked("code_challenge"),
                Asked("code_challenge_method"), Asked("nonce")));
        }
        else
        {
            answer["error"] = "login_required";
            answer["error_description"] = "AADSTS50058: A silent sign-in request was sent but no user is signed in.";
        }

        return Redirect(back, answer, Asked("response_mode") ?? "query");
    }

    private static IResult Redirect(Uri back, Dictionary<string, string?> answer, string mode)
    {
        var given = answer.Where(pair => pair.Value is not null);
        return mode switch
        {
            "fragment" => Results.Redirect($"{back}#{QueryHelpers.AddQueryString("", given)[1..]}"),
            "form_post" => Results.Content(
                $"<form method=post action=\"{Encode(back.ToString())}\">{string.Concat(given.Select(pair => "<input type=hidden "
                    + $"name={pair.Key} value=\"{Encode(pair.Value!)}\">"))}"
                + "<noscript><button>Continue</button></noscript></form><script>document.forms[0].submit()</script>",
                "text/html",
                Encoding.UTF8),
            _ => Results.Redirect(QueryHelpers.AddQueryString(back.ToString(), given)),
        };
    }

    private static string AccountPicker(HttpRequest request, Firm firm)
    {
        var page =
            new StringBuilder(
                "<!doctype html><meta charset=utf-8><title>Sign in</title><style>body{font:15px system-ui;max-width:26rem;margin:3rem "
                + "auto}a{display:block;padding:.6rem}</style><h1>Pick an account</h1>");
        foreach (var user in firm.Users.Where(one => one.Role != FirmUser.Shared))
        {
            var link = QueryHelpers.AddQueryString(request.PathBase + request.Path + request.QueryString, "login_hint", user.Mail);
            page.Append(System.Globalization.CultureInfo.InvariantCulture,
                $"<a href=\"{Encode(link)}\">{Encode(user.Name)} ({Encode(user.Mail)})</a>");
        }

        return page.ToString();
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
