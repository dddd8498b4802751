using Crm.Bot.BotFramework;

var builder = WebApplication.CreateBuilder(args);
builder.Host.UseDefaultServiceProvider(provider => provider.ValidateOnBuild = provider.ValidateScopes = true);
builder.AddBotFramework();

var app = builder.Build();
app.MapBotFramework();
await app.RunAsync();
