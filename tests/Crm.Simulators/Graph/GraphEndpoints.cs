namespace Crm.Simulators.Graph;

public static class GraphEndpoints
{
    public static IServiceCollection AddGraph(this IServiceCollection services)
    {
        // Tests that host the product in memory give this client a handler of their own.
        services.AddHttpClient(Notifier.HttpClientName)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
        return services
            .AddSingleton<Mailboxes>()
            .AddSingleton<DeltaStates>()
            .AddSingleton<BatchPipeline>()
            .AddSingleton<Subscriptions>()
            .AddSingleton<SubscriptionHandshake>()
            .AddSingleton<Notifier>()
            .AddHostedService(provider => provider.GetRequiredService<Notifier>());
    }

    public static void MapGraph(this WebApplication app)
    {
        var graph = app.MapGroup("/graph/v1.0");
        graph.MapPost("/$batch", Batch.Post);
        graph.MapGet("/users", UsersApi.List);
        graph.MapGet("/groups", GroupsApi.List);
        graph.MapGet("/groups/{group}/transitiveMembers", GroupsApi.TransitiveMembers);

        var subscriptions = graph.MapGroup("/subscriptions");
        subscriptions.MapPost("", SubscriptionsApi.Create);
        subscriptions.MapGet("", SubscriptionsApi.List);
        subscriptions.MapGet("/{id}", SubscriptionsApi.Get);
        subscriptions.MapPatch("/{id}", SubscriptionsApi.Renew);
        subscriptions.MapDelete("/{id}", SubscriptionsApi.Delete);
        subscriptions.MapPost("/{id}/reauthorize", SubscriptionsApi.Reauthorize);

        var user = graph.MapGroup("/users/{user}");
        user.MapGet("", UsersApi.Get);
        user.MapGet("/mailboxSettings", UsersApi.Settings);
        user.MapPost("/translateExchangeIds", TranslateIds.Post);

        user.MapGet("/mailFolders", FoldersApi.List);
        user.MapGet("/mailFolders/delta", FoldersApi.Delta);
        user.MapGet("/mailFolders/{folder}", FoldersApi.Get);
        user.MapGet("/mailFolders/{folder}/childFolders", FoldersApi.Children);
        user.MapGet("/mailFolders/{folder}/messages", MessagesApi.List);
        user.MapGet("/mailFolders/{folder}/messages/delta", MessageDelta.Get);
        user.MapGet("/mailFolders/{folder}/messages/{id}", MessagesApi.Get);
        user.MapGet("/messages", MessagesApi.List);
        user.MapGet("/messages/{id}", MessagesApi.Get);
        user.MapGet("/messages/{id}/$value", MessagesApi.Mime);
        user.MapGet("/messages/{id}/attachments", MessagesApi.Attachments);

        user.MapGet("/calendars", CalendarApi.Calendars);
        user.MapGet("/calendar", CalendarApi.Default);
        user.MapGet("/events", CalendarApi.Events);
        user.MapGet("/calendar/events", CalendarApi.Events);
        user.MapGet("/events/{id}", CalendarApi.Get);
        user.MapGet("/events/{id}/instances", CalendarApi.Instances);
        foreach (var calendar in new[] { "", "/calendar", "/calendars/{calendar}" })
        {
            user.MapGet($"{calendar}/calendarView", CalendarApi.View);
            user.MapGet($"{calendar}/calendarView/delta", CalendarDelta.Get);
        }

        graph.MapFallback(() => GraphError.BadRequest("Resource not found for the segment.", "ResourceNotFound"));
    }
}
