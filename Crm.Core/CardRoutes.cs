using System.Collections.Frozen;
using System.Text.Json;
using Crm.Core.Access;
using Crm.Core.Activities;
using Crm.Core.Cards;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;
using Crm.Core.Search;

namespace Crm.Core;

/// <summary>The card that a press, a command or the pane gets, and the refusal behind it if there was one.</summary>
public sealed record CardAnswer(AdaptiveCard Card, Refusal? Refusal);

/// <summary>Verb, use case, card: one line each. The only place in the core that names every feature; Teams and the pane both come through here.</summary>
public sealed class CardRoutes(UseCases useCases)
{
    /// <summary>A verb may lead to another (created: show it). More than a few in a row would be a circle.</summary>
    private const int Hops = 4;

    public static readonly FrozenDictionary<string, Route> Table = new[]
    {
        Route.Form<DismissCard>(DismissCard.Verb, _ => DismissCard.Done()),

        Route.Form<NewCompany>(NewCompany.Verb, CompanyForm.For),
        Route.Of(CreateCompany.Verb, (CreateCompanyHandler h, CreateCompany r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, id, _) => Go(ShowCompany.Verb, new ShowCompany(id)), (typed, why) => Go(NewCompany.Verb, new NewCompany(typed, why))),
        Route.Of(ShowCompany.Verb, (ShowCompanyHandler h, ShowCompany r, CancellationToken ct) => h.HandleAsync(r, ct), (_, c, reader) => Show(CompanyCard.For(c, reader))),
        Route.Of(ListCompanies.Verb, (ListCompaniesHandler h, ListCompanies r, CancellationToken ct) => h.HandleAsync(r, ct),
            (asked, page, reader) => Show(CompanyListCard.For(asked, page, reader))),

        Route.Of(NewContact.Verb, (NewContactHandler h, NewContact r, CancellationToken ct) => h.HandleAsync(r, ct), (_, form, _) => Show(ContactForm.For(form))),
        Route.Of(CreateContact.Verb, (CreateContactHandler h, CreateContact r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, id, _) => Go(ShowContact.Verb, new ShowContact(id)), (typed, why) => Go(NewContact.Verb, new NewContact(typed, why))),
        Route.Of(ShowContact.Verb, (ShowContactHandler h, ShowContact r, CancellationToken ct) => h.HandleAsync(r, ct), (_, c, reader) => Show(ContactCard.For(c, reader))),
        Route.Of(ListContacts.Verb, (ListContactsHandler h, ListContacts r, CancellationToken ct) => h.HandleAsync(r, ct),
            (asked, page, reader) => Show(ContactListCard.For(asked, page, reader))),

        Route.Of(NewDeal.Verb, (NewDealHandler h, NewDeal r, CancellationToken ct) => h.HandleAsync(r, ct), (_, form, _) => Show(DealForm.For(form))),
        Route.Of(CreateDeal.Verb, (CreateDealHandler h, CreateDeal r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, id, _) => Go(ShowDeal.Verb, new ShowDeal(id)), (typed, why) => Go(NewDeal.Verb, new NewDeal(typed, why))),
        Route.Of(ShowDeal.Verb, (ShowDealHandler h, ShowDeal r, CancellationToken ct) => h.HandleAsync(r, ct), (_, d, reader) => Show(DealCard.For(d, reader))),
        Route.Of(MoveDeal.Verb, (MoveDealHandler h, MoveDeal r, CancellationToken ct) => h.HandleAsync(r, ct),
            (move, id, _) => move.Back is { } list ? Go(ListDeals.Verb, list) : Go(ShowDeal.Verb, new ShowDeal(id))),
        Route.Of(ListDeals.Verb, (ListDealsHandler h, ListDeals r, CancellationToken ct) => h.HandleAsync(r, ct), (_, page, reader) => Show(DealListCard.For(page, reader))),

        Route.Of(ListActivities.Verb, (ListActivitiesHandler h, ListActivities r, CancellationToken ct) => h.HandleAsync(r, ct),
            (asked, page, reader) => Show(ActivityListCard.For(asked, page, reader))),

        Route.Of(FindRecords.Verb, (FindRecordsHandler h, FindRecords r, CancellationToken ct) => h.HandleAsync(r, ct), (_, found, _) => Show(FoundCard.For(found))),
        Route.Of(ShowByName.Verb, (ShowByNameHandler h, ShowByName r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, found, _) => found.Hits is [var only] && FoundCard.Open(only) is { } open ? new Answer.Go(open.Verb, open.Data!) : Show(FoundCard.For(found))),
    }.ToFrozenDictionary(r => r.Verb, StringComparer.Ordinal);

    /// <param name="caller">Whose rights count; what <paramref name="data"/> says of people is a claim.</param>
    /// <param name="verb">A key of <see cref="Table"/>.</param>
    /// <param name="data">The button's data merged with the inputs.</param>
    /// <param name="ct">Cancels the use case.</param>
    public async Task<CardAnswer> RunAsync(CurrentUser caller, string verb, JsonElement data, CancellationToken ct)
    {
        Refusal? refusal = null;
        for (var hop = 0; hop < Hops; hop++)
        {
            if (!Table.TryGetValue(verb, out var route))
            {
                return Refuse(Refusal.Invalid(new FieldError("verb", "This card is older than the CRM. Please ask for it again.")));
            }

            Answer answer;
            try
            {
                (answer, var refused) = await route.RunAsync(useCases, caller, data, ct);
                refusal ??= refused;
            }
            catch (JsonException)
            {
                return Refuse(Refusal.Invalid(new FieldError("data", "This card's data could not be read. Please ask for it again.")));
            }

            switch (answer)
            {
                case Answer.Show show:
                    return new CardAnswer(show.Card, refusal);
                case Answer.Go go:
                    (verb, data) = (go.Verb, go.Data as JsonElement? ?? JsonSerializer.SerializeToElement(go.Data, CardJson.Options));
                    break;
            }
        }

        throw new InvalidOperationException($"The verb {verb} leads in a circle.");
    }

    public Task<CardAnswer> RunAsync(CurrentUser caller, string verb, object data, CancellationToken ct) =>
        RunAsync(caller, verb, JsonSerializer.SerializeToElement(data, CardJson.Options), ct);

    private static CardAnswer Refuse(Refusal refusal) => new(NoticeCard.Refused(refusal), refusal);

    private static Answer Show(AdaptiveCard card) => new Answer.Show(card);

    private static Answer Go(string verb, object data) => new Answer.Go(verb, data);
}
