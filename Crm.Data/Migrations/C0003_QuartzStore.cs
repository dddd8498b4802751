using Crm.Data.Tenants;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>The job store of the capture jobs.</summary>
[DbContext(typeof(ControlDbContext))]
[Migration("20261122000300_Quartz")]
public sealed class QuartzStore : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0003_quartz.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0003_quartz.down");
}
