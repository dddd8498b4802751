using Crm.Core.Input;
using Crm.Core.Matching;

namespace Crm.OutlookAddin.Api;

/// <param name="Text">The mail's text, as Office.js reads it.</param>
/// <param name="Name">The name that the mail shows of its author.</param>
/// <param name="Email">The author's address.</param>
internal sealed record SignatureRequest(string? Text = null, string? Name = null, string? Email = null);

/// <param name="Phone">In international notation; the mobile one where there is no other.</param>
internal sealed record SignatureAnswer(string? FirstName, string? LastName, string? JobTitle, string? Phone);

/// <summary>What a mail's signature says of its author, for the form of a new contact. Nothing of the text is kept.</summary>
internal static class SignatureEndpoint
{
    /// <summary>The author's own words stand in front of what is quoted.</summary>
    private const int LongestText = 60_000;

    public static Results<Ok<SignatureAnswer>, ProblemHttpResult> Post(SignatureRequest asked, Me me)
    {
        if (EmailAddress.Key(asked.Email) is not { } address)
        {
            return Problems.Of(Refusal.Invalid(new FieldError("email", "Say whose mail it is: an e-mail address.")));
        }

        var text = asked.Text ?? "";
        var signature = MailSignature.Read(
            text.Length > LongestText ? text[..LongestText] : text, asked.Name, address,
            PersonAddress.CountryOf(address) ?? me.User.Tenant.Country);
        return TypedResults.Ok(new SignatureAnswer(
            signature.Name?.First, signature.Name?.Last, signature.Title, signature.Phone ?? signature.Mobile));
    }
}
