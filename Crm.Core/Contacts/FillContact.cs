using System.Text.Json;
using Crm.Core.Access;

namespace Crm.Core.Contacts;

/// <summary>What a kept contact takes from the one that goes up in it, and gives back at an undo. Values are texts, null stands for nothing.</summary>
public sealed partial class Contact
{
    internal const string CustomPlace = "custom.";

    private const string Yes = "true";

    /// <summary>
    /// Writing an e-mail is what nobody chose. Being the primary contact comes last: it asks for the company. The wish not to be contacted is a value like any other, so it
    /// stays whoever of the two had it.
    /// </summary>
    private static readonly IReadOnlyList<(string Name, Func<Contact, string?> Get, Action<Contact, string?> Set)> Fillable =
    [
        ("email", c => c.Email, (c, v) => c.Email = v), ("phone", c => c.Phone, (c, v) => c.Phone = v), ("mobile", c => c.Mobile, (c, v) => c.Mobile = v),
        ("jobTitle", c => c.JobTitle, (c, v) => c.JobTitle = v), ("department", c => c.Department, (c, v) => c.Department = v),
        ("leadSource", c => c.LeadSource, (c, v) => c.LeadSource = v), ("linkedInUrl", c => c.LinkedInUrl, (c, v) => c.LinkedInUrl = v),
        ("twitterHandle", c => c.TwitterHandle, (c, v) => c.TwitterHandle = v),
        ("city", c => c.City, (c, v) => c.City = v), ("country", c => c.Country, (c, v) => c.Country = v), ("notes", c => c.Notes, (c, v) => c.Notes = v),
        ("preferredContact", c => c.PreferredContact is ContactMethod.Email ? null : UpperSnake.Of(c.PreferredContact),
            (c, v) => c.PreferredContact = v is null ? ContactMethod.Email : UpperSnake.Parse<ContactMethod>(v)),
        ("doNotContact", c => c.DoNotContact ? Yes : null, (c, v) => c.DoNotContact = v is not null),
        ("companyId", c => c.CompanyId?.ToString(), (c, v) => c.At(v is null ? null : Guid.Parse(v), c.JobTitle, c.IsPrimary)),
        ("isPrimary", c => c.IsPrimary ? Yes : null, (c, v) => c.IsPrimary = v is not null),
    ];

    /// <summary>What <see cref="FillFrom"/> would take, and what it would leave behind. An address is never left: it becomes a further one of the kept contact.</summary>
    internal (IReadOnlyList<MergeLine> Filled, IReadOnlyList<MergeLine> Dropped) Compare(Contact other)
    {
        var lines = Differences(other).ToList();
        return ([.. lines.Where(l => l.Kept is null)], [.. lines.Where(l => l.Kept is not null && l.Field != "email")]);
    }

    /// <summary>Empty fields take the other's values. The other is deleted by now: its e-mail address is free.</summary>
    /// <param name="other">The contact that goes up in this one.</param>
    /// <param name="isPrimaryFree">Nobody else is the primary contact of the other's company.</param>
    /// <returns>What was taken, for <see cref="TakeBack"/>.</returns>
    internal Dictionary<string, string> FillFrom(Contact other, bool isPrimaryFree)
    {
        var filled = Differences(other).Where(l => l.Kept is null && (isPrimaryFree || l.Field != "isPrimary")).ToDictionary(l => l.Field, l => l.Other, StringComparer.Ordinal);
        foreach (var (name, _, set) in Fillable.Where(f => filled.ContainsKey(f.Name)))
        {
            set(this, filled[name]);
        }

        var custom = other.Custom.Where(c => filled.ContainsKey(CustomPlace + c.Key)).ToList();
        if (custom.Count > 0)
        {
            Set(new Dictionary<string, JsonElement>([.. Custom.Where(c => custom.TrueForAll(taken => taken.Key != c.Key)), .. custom]));
        }

        return filled;
    }

    /// <summary>Gives back what nobody changed since.</summary>
    internal void TakeBack(IReadOnlyDictionary<string, string> filled, Contact other)
    {
        foreach (var (_, _, set) in Fillable.Reverse().Where(f => filled.TryGetValue(f.Name, out var value) && f.Get(this) == value && (f.Name != "isPrimary" || CompanyId == other.CompanyId)))
        {
            set(this, null);
        }

        if (Custom.Any(IsOther))
        {
            Set(new Dictionary<string, JsonElement>(Custom.Where(c => !IsOther(c))));
        }

        bool IsOther(KeyValuePair<string, JsonElement> custom) =>
            filled.TryGetValue(CustomPlace + custom.Key, out var value) && JsonElement.DeepEquals(custom.Value, JsonSerializer.Deserialize<JsonElement>(value, JsonSerializerOptions.Default));
    }

    /// <summary>The other's values that are not this one's.</summary>
    private IEnumerable<MergeLine> Differences(Contact other)
    {
        var plain = Fillable.Where(f => f.Name != "isPrimary" || (CompanyId ?? other.CompanyId) == other.CompanyId).Select(f => (f.Name, Kept: f.Get(this), Other: f.Get(other)));
        var custom = other.Custom.Where(c => !Custom.TryGetValue(c.Key, out var mine) || !JsonElement.DeepEquals(mine, c.Value))
            .Select(c => (Name: CustomPlace + c.Key, Kept: Custom.TryGetValue(c.Key, out var mine) ? Text(mine) : null, Other: Text(c.Value)));
        return plain.Concat(custom).Where(d => d.Other is not null && d.Other != d.Kept).Select(d => new MergeLine(d.Name, d.Kept, d.Other!));
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String when value.GetString() is "" => null,
        JsonValueKind.Array when value.GetArrayLength() == 0 => null,
        _ => value.GetRawText(),
    };
}
