namespace Crm.Core.Undo;

internal static class UndoServices
{
    public static IServiceCollection AddUndo(this IServiceCollection services) => services.AddScoped<UndoLastHandler>()
        .AddScoped<FindUndoHandler>();
}
