namespace Crm.Core.Deals;

internal static class DealsServices
{
    public static IServiceCollection AddDeals(this IServiceCollection services) => services
            .AddScoped<NewDealHandler>()
            .AddScoped<CreateDealHandler>()
            .AddScoped<SubmitDealHandler>()
            .AddScoped<ShowDealHandler>()
            .AddScoped<MoveDealHandler>()
            .AddScoped<ListDealsHandler>()
            .AddScoped<ChangeDealHandler>()
            .AddScoped<DealWriter>()
            .AddScoped<WinDealHandler>()
            .AddScoped<LoseDealHandler>()
            .AddScoped<ReopenDealHandler>()
            .AddScoped<HoldDealHandler>()
            .AddScoped<ResumeDealHandler>();
}
