using Crm.Core.Activities;
using Crm.Core.Commands;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.OutlookAddin.Api;

/// <summary>
/// New records by the use cases that the cards' forms press: 201 with the record, where it is and the version it begins with.
/// </summary>
internal static class CreateEndpoints
{
    public static Task<Results<Created<CompanyView>, ProblemHttpResult>> CompanyAsync(
        Typed<CreateCompany> typed, Me me, UseCaseRunner useCases, HttpContext http, CancellationToken ct) => AnswerAsync(
            typed, create => useCases.ChangeAsync<CreateCompanyHandler, Guid>(
                me.User, CreateCompany.Verb, (h, token) => h.HandleAsync(create, token), ct),
            async id =>
                Of(await useCases.RunAsync<ShowCompanyHandler, Result<CompanyDetails>>(
                    me.User, (h, token) => h.HandleAsync(new ShowCompany(id), token), ct), d => d.Company),
            http, "companies", c => (c.Id, c.Version));

    public static Task<Results<Created<ContactView>, ProblemHttpResult>> ContactAsync(
        Typed<CreateContact> typed, Me me, UseCaseRunner useCases, HttpContext http, CancellationToken ct) => AnswerAsync(
            typed, create => useCases.ChangeAsync<CreateContactHandler, Guid>(
                me.User, CreateContact.Verb, (h, token) => h.HandleAsync(create, token), ct),
            async id =>
                Of(await useCases.RunAsync<ShowContactHandler, Result<ContactDetails>>(
                    me.User, (h, token) => h.HandleAsync(new ShowContact(id), token), ct), d => d.Contact),
            http, "contacts", c => (c.Id, c.Version));

    public static Task<Results<Created<DealView>, ProblemHttpResult>> DealAsync(
        Typed<CreateDeal> typed, Me me, UseCaseRunner useCases, HttpContext http, CancellationToken ct) => AnswerAsync(
            typed, create => useCases.ChangeAsync<CreateDealHandler, Guid>(
                me.User, CreateDeal.Verb, (h, token) => h.HandleAsync(create, token), ct),
            async id =>
                Of(await useCases.RunAsync<ShowDealHandler, Result<DealDetails>>(
                    me.User, (h, token) => h.HandleAsync(new ShowDeal(id), token), ct), d => d.Deal),
            http, "deals", d => (d.Id, d.Version));

    public static Task<Results<Created<ActivityView>, ProblemHttpResult>> ActivityAsync(
        Typed<CreateActivity> typed, Me me, UseCaseRunner useCases, HttpContext http, CancellationToken ct) => AnswerAsync(
            typed, create => useCases.ChangeAsync<CreateActivityHandler, Guid>(
                me.User, CreateActivity.Verb, (h, token) => h.HandleAsync(create, token), ct),
            id => useCases.RunAsync<ReadActivityHandler, Result<ActivityView>>(
                me.User, (h, token) => h.HandleAsync(new ReadActivity(id), token), ct),
            http, "activities", a => (a.Id, a.Version));

    private static async Task<Results<Created<TView>, ProblemHttpResult>> AnswerAsync<TRequest, TView>(
        Typed<TRequest> typed, Func<TRequest, Task<Result<Guid>>> create, Func<Guid, Task<Result<TView>>> see, HttpContext http,
        string place, Func<TView, (Guid Id, int Version)> of)
        where TRequest : class
    {
        if (typed.Wrong is { } wrong)
        {
            return Problems.Of(wrong);
        }

        var made = await create(typed.Value!);
        if (made.Refusal is { } refused)
        {
            return Problems.Of(refused);
        }

        var seen = await see(made.Value);
        if (seen.Refusal is { } gone)
        {
            return Problems.Of(gone);
        }

        var (id, version) = of(seen.Value);
        http.Response.Headers.ETag = $"\"{version}\"";
        return TypedResults.Created($"/api/{place}/{id}", seen.Value);
    }

    private static Result<TView> Of<TDetails, TView>(Result<TDetails> found, Func<TDetails, TView> view) => found.Refusal is { } refusal
        ? refusal
        : view(found.Value);
}
