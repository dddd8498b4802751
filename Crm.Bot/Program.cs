using Crm.Bot.Teams;
using Crm.Core.Reminders;
using Crm.Data;
using Crm.Data.Jobs;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseKestrelHttpsConfiguration();
builder.Host.UseDefaultServiceProvider(provider => provider.ValidateOnBuild = provider.ValidateScopes = true);
builder.AddBotFramework();
builder.Services.AddCrmCore();
builder.Services.AddCrmData(builder.Configuration, builder.Environment.IsDevelopment());
builder.Services.AddTeamsDoor();
builder.Services.AddCrmJobs(builder.Configuration, IProactiveJobs.Queue, workers: 2);

var app = builder.Build();
app.MapBotFramework();
app.MapRecordPages();
app.MapCardGallery();
app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") });
await app.RunAsync();
