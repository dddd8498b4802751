using Crm.Core;
using Crm.Data;
using Crm.OutlookAddin.Capture;

var builder = WebApplication.CreateBuilder(args);
builder.Host.UseDefaultServiceProvider(provider => provider.ValidateOnBuild = provider.ValidateScopes = true);
builder.Services.AddCrmCore().AddCrmData(builder.Configuration, builder.Environment.IsDevelopment());
builder.AddCapture();

var app = builder.Build();
app.MapCapture();
await app.RunAsync();
