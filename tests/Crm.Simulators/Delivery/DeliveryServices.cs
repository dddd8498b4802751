namespace Crm.Simulators.Delivery;

public static class DeliveryServices
{
    public static IServiceCollection AddDelivery(this IServiceCollection services) => services
        .AddSingleton<Postman>()
        .AddSingleton<MailPlayer>()
        .AddHostedService(provider => provider.GetRequiredService<MailPlayer>());
}
