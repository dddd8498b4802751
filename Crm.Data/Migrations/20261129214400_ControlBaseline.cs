using Crm.Data.Tenants;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>What all tenants share: functions, the list of tenants, what the doors keep beside the tenants.</summary>
[DbContext(typeof(ControlDbContext))]
[Migration("20261129214400_ControlBaseline")]
public sealed class ControlBaseline : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run(
        "ControlSql.Baseline", "functions", "custom_fields", "application_role", "tenants", "capture", "conversations");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("ControlSql.Baseline", "baseline.down");
}
