namespace Crm.Core.Companies;

/// <summary>What a form says of a company that it does not name by its id.</summary>
/// <param name="IsNew">The person chose to create it.</param>
/// <param name="IsCertain">They were shown those that look the same before.</param>
public sealed record CompanyChoice(string Name, bool IsNew, bool IsCertain)
{
    private const string New = "new:";
    private const string Certain = "anyway:";

    /// <returns>Null for nothing, and for an id.</returns>
    public static CompanyChoice? Read(string? typed)
    {
        var text = NormalText.Line(typed);
        if (!NormalText.IsVisible(text) || Guid.TryParse(text, out _))
        {
            return null;
        }

        var (isNew, isCertain) = (text.StartsWith(New, StringComparison.Ordinal), text.StartsWith(Certain, StringComparison.Ordinal));
        return text[(isNew ? New.Length : isCertain ? Certain.Length : 0)..].Trim() is { Length: > 0 } name
            ? new CompanyChoice(name, isNew || isCertain, isCertain) : null;
    }

    public static string ToCreate(string name) => New + name;

    public static string ToCreateAnyway(string name) => Certain + name;
}
