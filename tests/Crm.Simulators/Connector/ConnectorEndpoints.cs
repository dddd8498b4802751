namespace Crm.Simulators.Connector;

/// <summary>The Bot connector as a bot sees it: <c>{serviceUrl}/v3/...</c> with serviceUrl = <c>{simulators}/connector</c>.</summary>
public static class ConnectorEndpoints
{
    public static IServiceCollection AddConnector(this IServiceCollection services) =>
        services.AddSingleton<Conversations>().AddSingleton<ConnectorLog>();

    public static void MapConnector(this WebApplication app)
    {
        app.MapGet("/connector/log", (ConnectorLog log) => log.Calls);
        app.MapDelete("/connector/log", (ConnectorLog log) => log.Clear());
        app.MapPost("/connector/log/reset", (ConnectorLog log) => log.Clear());
        app.MapGet("/connector/conversations/{id}", (string id, Conversations conversations) => conversations.Find(id) is { } found
            ? Results.Json(found.Activities)
            : Results.NotFound());

        var v3 = app.MapGroup("/connector/v3").AddEndpointFilter<ConnectorGate>();
        v3.MapPost("/conversations", ConnectorApi.Create);
        v3.MapPost("/conversations/{id}/activities", ConnectorApi.Send);
        v3.MapPost("/conversations/{id}/activities/{activityId}", ConnectorApi.Reply);
        v3.MapPut("/conversations/{id}/activities/{activityId}", ConnectorApi.Update);
        v3.MapDelete("/conversations/{id}/activities/{activityId}", ConnectorApi.Delete);
        v3.MapGet("/conversations/{id}/activities/{activityId}/members", ConnectorApi.Members);
        v3.MapGet("/conversations/{id}/members", ConnectorApi.Members);
        v3.MapGet("/conversations/{id}/members/{member}", ConnectorApi.Member);
        v3.MapGet("/conversations/{id}/pagedmembers", ConnectorApi.PagedMembers);
        v3.MapGet("/teams/{id}", ConnectorApi.Team);
        v3.MapGet("/teams/{id}/conversations", ConnectorApi.Channels);
    }
}
