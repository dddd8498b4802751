using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using Crm.OutlookAddin.Capture;
using Crm.OutlookAddin.Capture.Delegated;
using Crm.OutlookAddin.Capture.Jobs;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Identity.Web;

namespace Crm.OutlookAddin.Api;

public static class ApiSetup
{
    public const int LargestBody = 256 * 1024;

    /// <summary>The pane, the API it calls, and who may come in.</summary>
    public static IServiceCollection AddOutlookDoor(this IServiceCollection services)
    {
        services.AddOptions<AzureAdOptions>().BindConfiguration(AzureAdOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AzureAdOptions>, AzureAdOptionsValidator>();
        services.AddOptions<PaneOptions>().BindConfiguration(PaneOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PaneOptions>, PaneOptionsValidator>();
        services.AddSingleton<PaneFiles>();
        services.AddMailboxReading();
        services.AddSingleton<OpenItem>();
        services.TryAddSingleton<ICaptureSchedule, NoSchedule>();
        services.AddSingleton<ConnectedMailboxes>().AddSingleton<ConsentRenewal>();
        services.AddSingleton<PaneSecurityPolicy>();

        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddMicrosoftIdentityWebApi(_ => { }, _ => { });
        services.AddOptions<MicrosoftIdentityOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IOptions<AzureAdOptions>>(EntraTokens.Describe);
        ProtectNothing(services);
        services.AddSingleton<IConfigureOptions<JwtBearerOptions>, EntraTokens>(); // After Microsoft.Identity.Web's, and stricter.
        services.AddAuthorizationBuilder().AddPolicy(
            PersonWithAccount.Policy, policy => policy.RequireAuthenticatedUser().AddRequirements(new PersonWithAccount()));
        services.AddSingleton<IAuthorizationHandler, PaneCallers>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, RefusedCallers>();

        services.AddRateLimits();
        services.AddProblemDetails(o => o.CustomizeProblemDetails = Problems.Explain);
        services.AddExceptionHandler<UnreadRequests>();
        services.Configure<ExceptionHandlerOptions>(
            o => o.SuppressDiagnosticsCallback = failed => failed.Exception is BadHttpRequestException);
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(o => Write(o.SerializerOptions));
        services.AddOpenApi(ApiDescription.Describe);
        return services;
    }

    /// <summary>
    /// AddAuthentication brings Data Protection, which makes a key ring in the home folder at every start; bearer tokens and cards need
    /// none. Without its start no key is written, and XML stays out of memory.
    /// </summary>
    private static void ProtectNothing(IServiceCollection services) =>
        services.Remove(
            services.Single(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Name == "DataProtectionHostedService"));

    /// <summary>Before everything else: what leaves the host carries its headers, refusals and failures included.</summary>
    public static void UseOutlookDoor(this WebApplication app)
    {
        app.Use((http, next) => app.Services.GetRequiredService<PaneSecurityPolicy>().InvokeAsync(http, next));
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.Use(ChangedCallers.BeginAgainAsync);
        app.Services.GetRequiredService<PaneFiles>().Use(app);
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
    }

    public static void MapOutlookDoor(this WebApplication app)
    {
        app.Services.GetRequiredService<PaneFiles>().Map(app);
        app.MapOpenApi();

        var api = app.MapGroup("/api").RequireAuthorization(PersonWithAccount.Policy).RequireRateLimiting(RateLimits.ByPerson)
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody))
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden);
        if (app.Services.GetRequiredService<IOptions<GraphOptions>>().Value.IsDelegated)
        {
            api.AddEndpointFilter(app.Services.GetRequiredService<ConsentRenewal>());
        }

        api.MapPost("/context", ContextEndpoint.PostAsync).WithName("Context").WithTags("Pane")
            .WithSummary("Who is on the open mail or meeting, and whether it was captured");
        api.MapPost("/selection", SelectionEndpoint.PostAsync).WithName("Selection").WithTags("Pane")
            .WithSummary("Who is on the mails that are selected together, and which of them were captured");
        api.MapPost("/signature", SignatureEndpoint.Post).WithName("Signature").WithTags("Pane")
            .WithSummary("What a mail's signature says of its author");
        api.MapPost("/cards/{verb}", CardsEndpoint.PostAsync).WithName("Press").WithTags("Pane")
            .WithSummary("Runs the use case behind a card's button and answers the next card")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/log", LogEndpoint.PostAsync).WithName("Log").WithTags("Pane")
            .WithSummary("Logs the open mail or meeting now, completed from the mailbox; links it to a contact and a deal")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapGet("/choices", ChoicesEndpoint.GetAsync).WithName("Choices").WithTags("Pane")
            .WithSummary("What an input of a card offers while somebody types into it");
        api.MapGet("/companies", ListEndpoints.CompaniesAsync).WithName("Companies").WithTags("Lists");
        api.MapGet("/contacts", ListEndpoints.ContactsAsync).WithName("Contacts").WithTags("Lists");
        api.MapGet("/deals", ListEndpoints.DealsAsync).WithName("Deals").WithTags("Lists");
        api.MapGet("/activities", ListEndpoints.ActivitiesAsync).WithName("Activities").WithTags("Lists");
        api.MapRecords();
        api.MapGet("/capture", CaptureEndpoint.GetAsync).WithName("Capture").WithTags("Capture")
            .WithSummary("How far the own mailbox has been read, what became of its items, and the policies that count for it");
        api.MapPut("/capture/backfill", CaptureEndpoint.BackfillAsync).WithName("StopBackfill").WithTags("Capture")
            .WithSummary("Lets the reading of the own mailbox's older mail rest, or go on");
        api.MapGet("/capture/mailboxes", CaptureEndpoint.MailboxesAsync).WithName("Mailboxes").WithTags("Capture")
            .WithSummary("How capture of every mailbox stands: an administrator's");
        api.MapPost("/capture/policy/preview", CaptureEndpoint.PreviewAsync).WithName("PreviewPolicy").WithTags("Capture")
            .WithSummary("What a policy would do to what was captured before, with exact counts; nothing is saved");
        api.MapPut("/capture/policy", CaptureEndpoint.SaveAsync).WithName("SavePolicy").WithTags("Capture")
            .WithSummary("Saves a whole policy: the own one, or as an administrator the organisation's")
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
        api.MapPost("/capture/disconnect", CaptureEndpoint.DisconnectAsync).WithName("Disconnect").WithTags("Capture")
            .WithSummary("Reads the own mailbox no longer; what it brought stays, or goes unless another mailbox holds it");
        api.MapPost("/capture/connect", CaptureEndpoint.ConnectAsync).WithName("Connect").WithTags("Capture")
            .WithSummary("Reads the own mailbox again, and looks again at what had left with it");
        api.MapGet("/capture/why", CaptureEndpoint.WhyAsync).WithName("Why").WithTags("Capture")
            .WithSummary("Why a mail of the own mailbox was captured, or was not");
        api.MapGet("/capture/questions", MatchQuestionEndpoints.GetAsync).WithName("Questions").WithTags("Capture")
            .WithSummary("What is asked about captured mails and meetings: which deal, contact or company they are about");
        api.MapPut("/capture/questions/{id:guid}", MatchQuestionEndpoints.AnswerAsync).WithName("AnswerQuestion").WithTags("Capture")
            .WithSummary("Answers a question: links its mails and meetings, and counts as a rule for what comes")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status412PreconditionFailed);
        api.MapDelete("/capture/rules/{id:guid}", MatchQuestionEndpoints.UndoAsync).WithName("UndoRule").WithTags("Capture")
            .WithSummary("Undoes a rule, and takes back what it linked").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/reports/pipeline", ReportEndpoints.PipelineAsync).WithName("Pipeline").WithTags("Reports")
            .WithSummary("Open deals by stage and currency, with their weighted value");
        api.MapGet("/reports/funnel", ReportEndpoints.FunnelAsync).WithName("Funnel").WithTags("Reports")
            .WithSummary("Entries, conversion and time in each stage over a period");
        api.MapGet("/reports/performance", ReportEndpoints.PerformanceAsync).WithName("Performance").WithTags("Reports")
            .WithSummary("What each person did over a period, ranked");
        api.MapGet("/reports/lost-reasons", ReportEndpoints.LostReasonsAsync).WithName("LostReasons").WithTags("Reports")
            .WithSummary("Why deals were lost, by month of the reader's calendar");
        api.MapGet("/reports/dashboard", ReportEndpoints.DashboardAsync).WithName("Dashboard").WithTags("Reports")
            .WithSummary("What is open, due, closing and won");
        api.MapGet("/search", SearchEndpoint.GetAsync).WithName("Search").WithTags("Search")
            .WithSummary("One ranked list over all entities");
    }

    /// <summary>Enums in the specification's spelling; text unescaped, so that a card has the same bytes here as in Teams.</summary>
    private static void Write(JsonSerializerOptions json)
    {
        json.NumberHandling = JsonNumberHandling.Strict;
        json.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper));
    }
}
