using Crm.Core.Routes;
using Crm.Data;
using Crm.Data.Jobs;
using Crm.OutlookAddin;
using Crm.OutlookAddin.Capture;
using Crm.OutlookAddin.Jobs;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

var builder = WebApplication.CreateSlimBuilder(args);
var role = builder.Configuration.Role();
builder.WebHost.UseKestrelHttpsConfiguration();
builder.Host.UseDefaultServiceProvider(provider => provider.ValidateOnBuild = provider.ValidateScopes = true);
builder.Services.AddCrmCore();
builder.Services.AddCrmData(builder.Configuration, builder.Environment.IsDevelopment());
builder.Services.AddOutlookDoor();
builder.AddCapture();
builder.Services.AddJobsDashboard();
builder.Services.AddCrmJobs(
    builder.Configuration, ICaptureJobs.Queue, workers: 4, isOn: builder.Configuration.RunsCapture(), ICaptureJobs.BackfillQueue,
    runsHere: role is not HostRole.Door);

var app = builder.Build();
if (role is not HostRole.Worker)
{
    app.UseOutlookDoor();
    app.MapOutlookDoor();
    app.MapCapture();
    app.MapJobsDashboard();
}

app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") });
app.MapHealthChecks("/health/capture", new HealthCheckOptions { Predicate = check => check.Tags.Contains("capture") });
await app.RunAsync();
