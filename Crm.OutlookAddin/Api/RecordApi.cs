using Crm.Core.Activities;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;
using Crm.Core.Records;

namespace Crm.OutlookAddin.Api;

/// <summary>What can be asked of records of every kind by their ids: read, create, change, delete, restore.</summary>
internal static class RecordApi
{
    public static void MapRecords(this RouteGroupBuilder api)
    {
        foreach (var (path, kind, read) in (ReadOnlySpan<(string, RecordKind, Delegate)>)
            [
                ("companies", RecordKind.Company, RecordEndpoints.Of(
                    (ShowCompanyHandler h, Guid id, CancellationToken ct) => h.HandleAsync(new ShowCompany(id), ct), d => d.Company)),
                ("contacts", RecordKind.Contact, RecordEndpoints.Of(
                    (ShowContactHandler h, Guid id, CancellationToken ct) => h.HandleAsync(new ShowContact(id), ct), d => d.Contact)),
                ("deals", RecordKind.Deal, RecordEndpoints.Of(
                    (ShowDealHandler h, Guid id, CancellationToken ct) => h.HandleAsync(new ShowDeal(id), ct), d => d.Deal)),
                ("activities", RecordKind.Activity, RecordEndpoints.Of(
                    (ReadActivityHandler h, Guid id, CancellationToken ct) => h.HandleAsync(new ReadActivity(id), ct), a => a)),
            ])
        {
            api.MapGet($"/{path}/{{id:guid}}", read).WithName($"{kind}").WithTags("Records")
                .ProducesProblem(StatusCodes.Status404NotFound);
        }

        foreach (var (path, kind, create, change) in (ReadOnlySpan<(string, RecordKind, Delegate, Delegate)>)
            [
                ("companies", RecordKind.Company, CreateEndpoints.Of(
                    "companies", (CreateCompanyHandler h, CreateCompany r, CancellationToken ct) => h.HandleAsync(r, ct),
                    (ShowCompanyHandler h, Guid id, CancellationToken ct) => h.ViewAsync(id, ct)),
                    ChangeEndpoints.FieldsAsync<ChangeCompanyHandler, Company, CompanyView>),
                ("contacts", RecordKind.Contact, CreateEndpoints.Of(
                    "contacts", (CreateContactHandler h, CreateContact r, CancellationToken ct) => h.HandleAsync(r, ct),
                    (ShowContactHandler h, Guid id, CancellationToken ct) => h.ViewAsync(id, ct)),
                    ChangeEndpoints.FieldsAsync<ChangeContactHandler, Contact, ContactView>),
                ("deals", RecordKind.Deal, CreateEndpoints.Of(
                    "deals", (CreateDealHandler h, CreateDeal r, CancellationToken ct) => h.HandleAsync(r, ct),
                    (ShowDealHandler h, Guid id, CancellationToken ct) => h.ViewAsync(id, ct)),
                    ChangeEndpoints.FieldsAsync<ChangeDealHandler, Deal, DealView>),
                ("activities", RecordKind.Activity, CreateEndpoints.Of(
                    "activities", (CreateActivityHandler h, CreateActivity r, CancellationToken ct) => h.HandleAsync(r, ct),
                    (ReadActivityHandler h, Guid id, CancellationToken ct) => h.HandleAsync(new ReadActivity(id), ct)),
                    ChangeEndpoints.FieldsAsync<ChangeActivityHandler, Activity, ActivityView>),
            ])
        {
            MapChanges(api, path, kind, create, change);
        }
    }

    private static void MapChanges(RouteGroupBuilder api, string path, RecordKind kind, Delegate create, Delegate change)
    {
        api.MapPost($"/{path}", create).WithName($"Create{kind}").WithTags("Records").ProducesProblem(StatusCodes.Status409Conflict);
        Described(api.MapPatch($"/{path}/{{id:guid}}", change), $"Change{kind}");
        Described(
            api.MapDelete($"/{path}/{{id:guid}}", (Guid id, Me me, UseCaseRunner useCases, HttpContext http, CancellationToken ct) =>
            ChangeEndpoints.DeleteAsync(kind, id, me, useCases, http, ct)), $"Delete{kind}");
        Described(
            api.MapPost(
                $"/{path}/{{id:guid}}/restore", (Guid id, Me me, UseCaseRunner useCases, HttpContext http, CancellationToken ct) =>
            ChangeEndpoints.RestoreAsync(kind, id, me, useCases, http, ct)), $"Restore{kind}");

        static void Described(RouteHandlerBuilder route, string name) => route.WithName(name).WithTags("Records")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }
}
