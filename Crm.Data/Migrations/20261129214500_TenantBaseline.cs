using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Tables, with the functions, triggers and views that keep them, room by room.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261129214500_TenantBaseline")]
public sealed class TenantBaseline : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run(
        "Sql.Baseline", "users", "settings", "companies", "contacts", "deals", "activities", "custom_fields", "record_history",
        "kept_columns", "handovers", "merges", "imports", "saved_views", "command_log", "capture", "reports", "search");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("Sql.Baseline", "baseline.down");
}
