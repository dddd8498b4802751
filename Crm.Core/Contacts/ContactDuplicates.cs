using Crm.Core.Companies;

namespace Crm.Core.Contacts;

/// <summary>How a contact whom somebody is about to make looks.</summary>
public sealed record ContactIdentity(
    string FirstName, string LastName, string? Email, string? Phone, Guid? CompanyId, string? Country = null)
{
    public static ContactIdentity Of(CreateContact typed) => new(
        NormalText.Line(typed.FirstName), NormalText.Line(typed.LastName), EmailAddress.Key(typed.Email), typed.Phone,
            Guid.TryParse(typed.CompanyId, out var id) ? id : null, typed.Country is null ? null : Countries.CodeOf(typed.Country));
}

/// <summary>
/// Which contacts, among those that the caller sees, look like one that is about to be made: its address without what stands behind a plus,
/// its name at its
/// company or where a company is not known, a slip of the pen within its company, its phone number.
/// </summary>
public sealed class ContactDuplicates(ICrmDb db, IDuplicateFinder lookAlikes, CurrentUser user)
{
    private const int MostNamesakes = 50;
    private const int MostAtCompany = 300;

    /// <summary>Digits of a number that is somebody's own, not an extension.</summary>
    private const int FewestDigits = 7;

    /// <summary>A number that more people have is their company's.</summary>
    private const int MostWithOneNumber = 3;

    private const int MostAskedAbout = 3;

    /// <param name="looks">The contact who is about to be made.</param>
    /// <param name="ct">Cancels the search.</param>
    /// <param name="except">The contact itself, where it was made in this use case.</param>
    public async Task<IReadOnlyList<LikelyDuplicate>> FindAsync(ContactIdentity looks, CancellationToken ct, Guid? except = null)
    {
        var mine = RowOf(looks, except);
        var byPhone = await ByPhoneAsync(mine, looks.Country, ct);
        var candidates = await NamesakesAsync(mine, ct);
        candidates.AddRange(byPhone);
        candidates.AddRange(IsTagged(mine) ? await ByAddressAsync(mine, ct) : []);
        if (mine.CompanyId is { } company)
        {
            candidates.AddRange(await AtCompanyAsync(mine, company, ct));
        }

        return
        [
            .. candidates.DistinctBy(c => c.Id)
                .Where(c => IsAlike(mine, c) || HasAddress(mine, c)
                    || (byPhone.Exists(p => p.Id == c.Id) && (byPhone.Count <= MostWithOneNumber || SharesName(mine, c))))
                .OrderByDescending(c => IsNamesake(mine, c)).ThenBy(c => c.CreatedAt).ThenBy(c => c.Id)
                .Take(CompanyDuplicates.Most)
                .Select(c => new LikelyDuplicate(
                    c.Id, $"{c.FirstName} {c.LastName}", string.Join(" · ",
                        new[] { c.JobTitle, c.Company, c.Email ?? c.Phone, c.Owner }.Where(s => !string.IsNullOrEmpty(s))),
                        IsNamesake(mine, c))),
        ];
    }

    /// <summary>
    /// Who each of these people may be, whose addresses nobody has: contacts that the caller may change, those at the same company first.
    /// </summary>
    public BatchedRead<IReadOnlyList<IReadOnlyList<SameContact>>> UnderNewAddress(
        IReadOnlyList<ContactIdentity> people, CancellationToken ct)
    {
        var found = people.Select(p => (Mine: RowOf(p), Rows: new List<Row>())).ToList();
        var colleagues = new Dictionary<Guid, List<Row>>();
        List<Func<Task>> queries =
        [
            .. found.Where(f => HasFullName(f.Mine)).Select(f => (Func<Task>)(
                async () => f.Rows.AddRange(await NamesakesAsync(f.Mine, ct)))),
            .. found.Where(f => IsTagged(f.Mine)).Select(f => (Func<Task>)(
                async () => f.Rows.AddRange(await ByAddressAsync(f.Mine, ct)))),
            .. found.Where(f => HasFullName(f.Mine) && f.Mine.CompanyId is not null).DistinctBy(f => f.Mine.CompanyId)
                .Select(f => (Func<Task>)(async () => colleagues[f.Mine.CompanyId!.Value] =
                    await AtCompanyAsync(f.Mine, f.Mine.CompanyId.Value, ct))),
        ];
        return new BatchedRead<IReadOnlyList<IReadOnlyList<SameContact>>>(queries, _ => Task.FromResult(
            (IReadOnlyList<IReadOnlyList<SameContact>>)[.. found.Select(f => Likeliest(
                f.Mine, f.Rows.Concat(colleagues.GetValueOrDefault(f.Mine.CompanyId ?? Guid.Empty) ?? [])))]));
    }

    private IReadOnlyList<SameContact> Likeliest(Row mine, IEnumerable<Row> candidates) =>
    [
        .. candidates.DistinctBy(c => c.Id).Where(c => user.MayChange(c) && (HasAddress(mine, c) || IsAlike(mine, c)))
            .OrderByDescending(c => mine.CompanyId is not null && c.CompanyId == mine.CompanyId)
            .ThenByDescending(c => IsNamesake(mine, c)).ThenBy(c => c.CreatedAt).ThenBy(c => c.Id).Take(MostAskedAbout)
            .Select(c => new SameContact(c.Id, $"{c.FirstName} {c.LastName}", c.JobTitle, c.Company, c.Email, c.Version)),
    ];

    /// <summary>Of two known companies each may have its own Anna Berg.</summary>
    private static bool IsAlike(Row mine, Row other)
    {
        var isOneCompany = mine.CompanyId is { } at && other.CompanyId == at;
        var mayBeOne = isOneCompany || mine.CompanyId is null || other.CompanyId is null;
        return (mayBeOne && IsNamesake(mine, other)) || (isOneCompany && IsSlip(mine, other));
    }

    private static bool IsNamesake(Row mine, Row other) =>
        Words(mine).Order(StringComparer.Ordinal).SequenceEqual(Words(other).Order(StringComparer.Ordinal));

    /// <summary>One of the two names is the same, the other one letter off, or its initial.</summary>
    private static bool IsSlip(Row mine, Row other)
    {
        var (first, last) = (NameWords.Key(mine.FirstName), NameWords.Key(mine.LastName));
        var (theirFirst, theirLast) = (NameWords.Key(other.FirstName), NameWords.Key(other.LastName));
        return (last == theirLast && (IsInitial(first, theirFirst) || IsInitial(theirFirst, first) || IsLetterOff(first, theirFirst)))
            || (first == theirFirst && IsLetterOff(last, theirLast));
    }

    private static bool IsLetterOff(string a, string b) => Math.Min(a.Length, b.Length) > 3 && NameWords.IsSlip(a, b);

    private static bool IsInitial(string a, string b) => a.Length == 1 && b.StartsWith(a, StringComparison.Ordinal);

    private static bool SharesName(Row mine, Row other) => Words(mine).Intersect(Words(other)).Any();

    private static bool HasAddress(Row mine, Row other) => Untagged(mine.Email) is { } address && address == Untagged(other.Email);

    private static IReadOnlyList<string> Words(Row contact) =>
        [.. NameWords.Of($"{contact.FirstName} {contact.LastName}").Select(NameWords.Plain)];

    private static bool IsTagged(Row contact) => Untagged(contact.Email)?.Length < contact.Email?.Length;

    private static bool HasFullName(Row contact) => contact is { FirstName.Length: > 0, LastName.Length: > 0 };

    /// <summary>"anna+crm@litware.com" is read by whoever reads anna@litware.com. Source: RFC 5233.</summary>
    private static string? Untagged(string? email) => email?.LastIndexOf('@') is > 0 and var at
        && email.IndexOf('+', StringComparison.Ordinal) is var plus
        ? (plus > 0 && plus < at ? email[..plus] + email[at..] : email).ToLowerInvariant()
        : null;

    private Task<List<Row>> NamesakesAsync(Row mine, CancellationToken ct)
    {
        var (straight, swapped) = ($"{mine.LastName} {mine.FirstName}", $"{mine.FirstName} {mine.LastName}");
        return Rows(Others(mine).Where(c => c.NameFolded == Sql.FoldTyped(straight) || c.NameFolded == Sql.FoldTyped(swapped)))
            .Take(MostNamesakes).ToListAsync(ct);
    }

    private Task<List<Row>> AtCompanyAsync(Row mine, Guid company, CancellationToken ct) =>
        Rows(Others(mine).Where(c => c.CompanyId == company).OrderByDescending(c => c.UpdatedAt)).Take(MostAtCompany).ToListAsync(ct);

    private Task<List<Row>> ByAddressAsync(Row mine, CancellationToken ct)
    {
        var address = Untagged(mine.Email);
        return Rows(db.ContactAddresses.Where(a => a.Address == address && a.ContactId != mine.Id).Select(a => a.Contact!).NotDeleted())
            .ToListAsync(ct);
    }

    private async Task<List<Row>> ByPhoneAsync(Row mine, string? country, CancellationToken ct)
    {
        var spokenIn = await PhoneCountry.OfAsync(db, user, country, mine.CompanyId, ct);
        if (PhoneText.Sought(mine.Phone, spokenIn) is not { Length: >= FewestDigits } digits)
        {
            return [];
        }

        var has = (await lookAlikes.ContactsByPhoneAsync(digits, ct)).Where(id => id != mine.Id).ToList();
        return has.Count == 0 ? [] : await Rows(Others(mine).Where(c => has.Contains(c.Id))).ToListAsync(ct);
    }

    private IQueryable<Contact> Others(Row mine) => db.Contacts.NotDeleted().Where(c => c.Id != mine.Id);

    private static IQueryable<Row> Rows(IQueryable<Contact> contacts) => contacts.Select(c => new Row(
        c.Id, c.FirstName, c.LastName, c.Email, c.Phone, c.JobTitle, c.CompanyId, c.Company!.Name, c.Owner!.Name, c.CreatedAt, c.OwnerId,
        c.Version));

    private static Row RowOf(ContactIdentity looks, Guid? except = null) => new(
        except ?? Guid.Empty, looks.FirstName, looks.LastName, looks.Email, looks.Phone, null, looks.CompanyId, null, null, default,
        Guid.Empty, 0);

    private sealed record Row(
        Guid Id, string FirstName, string LastName, string? Email, string? Phone, string? JobTitle, Guid? CompanyId, string? Company,
        string? Owner, DateTimeOffset CreatedAt, Guid OwnerId, int Version) : IOwned
    {
        public bool BelongsTo(Guid person) => OwnerId == person;
    }
}
