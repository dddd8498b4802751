using Crm.Core.Policies;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Crm.OutlookAddin.Api;

/// <summary>What the OpenAPI document says beside what the endpoints say themselves.</summary>
internal static class ApiDescription
{
    private const string Scheme = "entra";

    public static void Describe(OpenApiOptions options)
    {
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonTypeInfo.Type == typeof(TypedLines))
            {
                (schema.Type, schema.Items) = (JsonSchemaType.Array, new OpenApiSchema { Type = JsonSchemaType.String });
            }

            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "CRM", Version = "v1",
                Description = "What the Outlook pane calls. Refusals are problem+json; \"errors\" names the fields." };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "An Entra ID access token of a person, version 2.0, with the scope Crm.Access.",
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
            return Task.CompletedTask;
        });
    }
}
