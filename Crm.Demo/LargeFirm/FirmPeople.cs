using System.Globalization;
using Crm.Core.Pipeline;

namespace Crm.Demo.LargeFirm;

/// <summary>The firm's own side: fifty users, the pipeline, the fields that it added.</summary>
internal sealed class FirmPeople(FirmPlan plan, Words words)
{
    private const int Managers = 5;

    private static readonly string[] Zones = ["Europe/Berlin", "America/New_York", "Europe/London", "America/Los_Angeles", "Asia/Kolkata"];

    private static readonly (string Entity, string Name, string Label, string Type, string Options)[] Fields =
    [
        ("company", "region", "Region", "SELECT", """["EMEA","AMER","APAC","LATAM"]"""),
        ("company", "tier", "Tier", "SELECT", """["GOLD","SILVER","BRONZE","PLATINUM"]"""),
        ("company", "erp", "ERP system", "TEXT", "[]"),
        ("company", "seats", "Seats", "NUMBER", "[]"),
        ("company", "renewal", "Renewal", "DATE", "[]"),
        ("company", "newsletter", "Newsletter", "BOOLEAN", "[]"),
        ("contact", "language", "Language", "SELECT", """["English","German","French","Spanish"]"""),
        ("contact", "topics", "Topics", "MULTI_SELECT", """["Product","Events","Price list","Training"]"""),
        ("deal", "competitor", "Competitor", "SELECT", """["Contoso","Fabrikam","Northwind","None"]"""),
        ("deal", "discount", "Discount", "NUMBER", "[]"),
    ];

    /// <summary>One ADMIN, five MANAGERs; the busiest owners are USERs.</summary>
    public CopiedTable Users() => new(
        "users", "id, email, name, role, entra_tenant_id, entra_object_id, timezone, locale, created_at, updated_at, last_login_at",
        FirmSize.Users, (row, i) =>
        {
            var chance = Chance.Of(Chance.Stream.User, i);
            var made = plan.Now.AddDays(-1825 + i);
            row.Start().Id(FirmPlan.UserId(i)).Text(AddressOf(i)).Text(NameOf(i)).Text(RoleOf(i)).Id(plan.Size.TenantId)
                .Id(FirmPlan.Id(9, i, made)).Text(chance.Of(Zones)).Text("en-US")
                .Moment(made).Moment(made).Moment(plan.Now.AddDays(-5 * chance.Real()));
        });

    public CopiedTable Stages()
    {
        var pipeline = DefaultPipeline.Stages(plan.Now);
        return new CopiedTable("pipeline_stages", "id, name, position, probability, color, stage_type", pipeline.Count, (row, i) =>
        {
            var stage = pipeline[i];
            row.Start().Id(FirmPlan.StageId(stage.Position)).Text(stage.Name).Whole(stage.Position).Number(stage.Probability)
                .Text(stage.Color)
                .Text(stage.StageType.ToString().ToUpperInvariant());
        });
    }

    public CopiedTable CustomFields() =>
        new("custom_field_definitions", "id, entity, field_name, label, field_type, options, position", Fields.Length, (row, i) =>
    {
        var field = Fields[i];
        row.Start().Id(FirmPlan.Id(10, i, plan.Now)).Text(field.Entity).Text(field.Name).Text(field.Label).Text(field.Type)
            .Json(field.Options).Whole(i);
    });

    public string NameOf(int user) => $"{words.FirstNames[user * 5]} {words.LastNames[user * 7]}";

    public string AddressOf(int user) =>
        string.Create(CultureInfo.InvariantCulture,
            $"{Words.Plain(words.FirstNames[user * 5])}.{Words.Plain(words.LastNames[user * 7])}@wideworld.example");

    private static string RoleOf(int i) => i == FirmSize.Users - 1 ? "ADMIN" : i >= FirmSize.Users - 1 - Managers ? "MANAGER" : "USER";
}
