using Crm.Core.Companies;

namespace Crm.Core.Contacts;

/// <summary>Companies, contacts and deals to choose from in a form: the caller's latest, and the one chosen before.</summary>
public sealed class RecordChoices(ICrmDb db, CurrentUser reader)
{
    /// <summary>A card of 25 KB holds about this many beside the form.</summary>
    private const int Most = 30;

    /// <summary>A mail to several unknown people has several forms.</summary>
    private List<Named>? latestCompanies;

    public async Task<IReadOnlyList<Choice>> CompaniesAsync(string? chosen, CancellationToken ct)
    {
        latestCompanies ??= await db.CompaniesInListsOf(reader).OrderByDescending(c => c.UpdatedAt).ThenByDescending(c => c.Id).Take(Most)
            .Select(c => new Named(c.Id, c.Name)).ToListAsync(ct);
        var one = Guid.TryParse(chosen, out var id) && latestCompanies.TrueForAll(c => c.Id != id)
            ? await db.Companies.NotDeleted().Where(c => c.Id == id).Select(c => new Named(c.Id, c.Name)).ToListAsync(ct)
            : [];
        return [.. latestCompanies.Concat(one).OrderBy(c => c.Name, StringComparer.OrdinalIgnoreCase)
            .Select(c => new Choice(c.Name, c.Id.ToString()))];
    }

    /// <summary>The same for a form that can create the company: the name of a new one that was typed before is chosen.</summary>
    public async Task<IReadOnlyList<Choice>> CompaniesOrNewAsync(string? chosen, CancellationToken ct)
    {
        var there = await CompaniesAsync(chosen, ct);
        return CompanyChoice.Read(chosen) is { } named ? [.. there, new Choice($"{named.Name} (new)", chosen!)] : there;
    }

    public async Task<IReadOnlyList<Choice>> ContactsAsync(string? chosen, CancellationToken ct)
    {
        var latest = await db.ContactsInListsOf(reader).OrderByDescending(c => c.UpdatedAt).ThenByDescending(c => c.Id).Take(Most)
            .Select(c => new { c.Id, Name = c.FirstName + " " + c.LastName, Company = c.Company!.Name }).ToListAsync(ct);
        if (Guid.TryParse(chosen, out var id) && latest.TrueForAll(c => c.Id != id))
        {
            latest.AddRange(await db.Contacts.NotDeleted().Where(c => c.Id == id)
                .Select(c => new { c.Id, Name = c.FirstName + " " + c.LastName, Company = c.Company!.Name }).ToListAsync(ct));
        }

        return [.. latest.OrderBy(c => c.Name, StringComparer.OrdinalIgnoreCase)
            .Select(c => new Choice(c.Company is null ? c.Name : $"{c.Name} ({c.Company})", c.Id.ToString()))];
    }

    public async Task<IReadOnlyList<Choice>> DealsAsync(string? chosen, CancellationToken ct)
    {
        var latest = await db.Deals.NotDeleted().OrderByDescending(d => d.UpdatedAt).ThenByDescending(d => d.Id).Take(Most)
            .Select(d => new { d.Id, d.Title }).ToListAsync(ct);
        if (Guid.TryParse(chosen, out var id) && latest.TrueForAll(d => d.Id != id))
        {
            latest.AddRange(await db.Deals.NotDeleted().Where(d => d.Id == id).Select(d => new { d.Id, d.Title }).ToListAsync(ct));
        }

        return [.. latest.OrderBy(d => d.Title, StringComparer.OrdinalIgnoreCase).Select(d => new Choice(d.Title, d.Id.ToString()))];
    }

    private sealed record Named(Guid Id, string Name);
}
