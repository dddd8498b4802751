using Crm.Core.Catalogs;

namespace Crm.Core.Views;

/// <summary>A filter under a name; without an id a new one.</summary>
/// <param name="Scope">
/// PRIVATE, SHARED (everybody in the tenant reads it), TEAM_DEFAULT (what a list shows when nothing is asked; managers only).
/// </param>
public sealed record SaveView(
    RecordKind Kind, string? Name = null, string? Filter = null, string? Sort = null, string? Scope = null, Guid? Id = null) : ICardRequest
{
    public static string Verb => "view.save";
}

public sealed class SaveViewHandler(ICrmDb db, CurrentUser user, FieldSource fields, TimeProvider clock) : IChangesData
{
    public async Task<Result<ViewSeen>> HandleAsync(SaveView typed, CancellationToken ct)
    {
        var check = new InputReader(user.Locale);
        var name = check.Required("name", typed.Name, "The view's name", SavedView.NameLength);
        var scope = check.OneOf<ViewScope>("scope", typed.Scope, "who may use the view") ?? ViewScope.Private;
        if (scope is ViewScope.TeamDefault && !user.ManagesEverybody)
        {
            check.Fail("scope", "A team's default is set by a manager.");
        }

        var (filter, sort) = await ReadAsync(check, typed, ct);
        if (check.Refusal is { } refusal)
        {
            return refusal;
        }

        var view = typed.Id is { } id
            ? await db.SavedViews.SingleOrDefaultAsync(v => v.Id == id && v.OwnerId == user.Id && !v.IsDeleted, ct)
            : db.SavedViews.Add(SavedView.Of(user, typed.Kind.ToString().ToLowerInvariant(), clock.GetUtcNow())).Entity;
        if (view is null)
        {
            return Refusal.NotFound("view");
        }

        view.Describe(name, filter, sort, scope, clock.GetUtcNow());
        return await db.SaveAsync(ct) is { } refused ? refused : ViewSeen.Of(view, user);
    }

    /// <summary>Both are kept as they print: what cannot be read now could not be read later.</summary>
    private async Task<(string Filter, string Sort)> ReadAsync(InputReader check, SaveView typed, CancellationToken ct) => typed.Kind switch
    {
        RecordKind.Company => Read(check, typed, await fields.CompaniesAsync(ct)),
        RecordKind.Contact => Read(check, typed, await fields.ContactsAsync(ct)),
        RecordKind.Deal => Read(check, typed, await fields.DealsAsync(ct)),
        RecordKind.Activity => Read(check, typed, await fields.ActivitiesAsync(ct)),
    };

    private (string Filter, string Sort) Read<T>(InputReader check, SaveView typed, FieldCatalog<T> catalog)
    {
        var (query, error) = FilterParser<T>.Parse(typed.Filter, catalog, user.Locale);
        if (query is null)
        {
            check.Fail("filter", error!.Message);
            return ("", "");
        }

        var sort = query.Sort;
        if (!string.IsNullOrWhiteSpace(typed.Sort))
        {
            (var keys, error) = FilterParser<T>.ParseSort(typed.Sort, catalog);
            if (keys is null)
            {
                check.Fail("sort", error!.Message);
                return ("", "");
            }

            sort = keys;
        }

        return (FilterPrinter.Print(query with { Sort = [] }), FilterPrinter.Print(sort));
    }
}
