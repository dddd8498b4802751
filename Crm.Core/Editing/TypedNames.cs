using Crm.Core.Companies;
using Crm.Core.Contacts;

namespace Crm.Core.Editing;

/// <summary>
/// The company and the contact of an edited form where they were typed instead of chosen, as in the forms of new records.
/// </summary>
public sealed class TypedNames(TypedCompany companies, TypedContact contacts)
{
    private const string Company = "companyId";
    private const string Contact = "contactId";

    /// <param name="kind">Of the record that is edited.</param>
    /// <param name="form">All that stands in it.</param>
    /// <param name="changed">What differs from what was there; a name that is settled becomes an id here.</param>
    /// <param name="ct">Cancels it.</param>
    /// <returns>Null when every name is settled.</returns>
    public async Task<Refusal?> SettleAsync(RecordKind kind, FormValues form, Dictionary<string, string?> changed, CancellationToken ct)
    {
        if (kind is RecordKind.Company)
        {
            return null;
        }

        if (changed.TryGetValue(Company, out var company))
        {
            var settled = await companies.SettleAsync(company, kind is RecordKind.Contact ? form["email"] : null, ct);
            if (settled.Refusal is { } unknown)
            {
                return unknown;
            }

            changed[Company] = settled.Value.CompanyId;
        }

        if (kind is not RecordKind.Contact && changed.TryGetValue(Contact, out var contact))
        {
            var settled = await contacts.SettleAsync(contact, ct);
            if (settled.Refusal is { } unknown)
            {
                return unknown;
            }

            changed[Contact] = settled.Value.ContactId;
        }

        return null;
    }
}
