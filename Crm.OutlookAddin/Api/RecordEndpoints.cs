using Crm.Core.Activities;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.OutlookAddin.Api;

/// <summary>One record with what belongs to it. The ETag is the record's version: what a later change names in If-Match.</summary>
internal static class RecordEndpoints
{
    public static async Task<Results<Ok<CompanyDetails>, ProblemHttpResult>> CompanyAsync(
        Guid id, Me me, UseCaseRunner useCases, HttpResponse response, CancellationToken ct) => Answer(
            await useCases.RunAsync<ShowCompanyHandler, Result<CompanyDetails>>(
                me.User, (h, token) => h.HandleAsync(new ShowCompany(id), token), ct),
            found => found.Company.Version, response);

    public static async Task<Results<Ok<ContactDetails>, ProblemHttpResult>> ContactAsync(
        Guid id, Me me, UseCaseRunner useCases, HttpResponse response, CancellationToken ct) => Answer(
            await useCases.RunAsync<ShowContactHandler, Result<ContactDetails>>(
                me.User, (h, token) => h.HandleAsync(new ShowContact(id), token), ct),
            found => found.Contact.Version, response);

    public static async Task<Results<Ok<DealDetails>, ProblemHttpResult>> DealAsync(
        Guid id, Me me, UseCaseRunner useCases, HttpResponse response, CancellationToken ct) => Answer(
            await useCases.RunAsync<ShowDealHandler, Result<DealDetails>>(
                me.User, (h, token) => h.HandleAsync(new ShowDeal(id), token), ct),
            found => found.Deal.Version, response);

    public static async Task<Results<Ok<ActivityView>, ProblemHttpResult>> ActivityAsync(
        Guid id, Me me, UseCaseRunner useCases, HttpResponse response, CancellationToken ct) => Answer(
            await useCases.RunAsync<ReadActivityHandler, Result<ActivityView>>(
                me.User, (h, token) => h.HandleAsync(new ReadActivity(id), token), ct),
            found => found.Version, response);

    private static Results<Ok<T>, ProblemHttpResult> Answer<T>(Result<T> found, Func<T, int> version, HttpResponse response)
    {
        if (found.Refusal is { } refusal)
        {
            return Problems.Of(refusal);
        }

        response.Headers.ETag = $"\"{version(found.Value)}\"";
        return TypedResults.Ok(found.Value);
    }
}
