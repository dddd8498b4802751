using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>How each stay in a stage ended, counted by day; rows removed for good leave every count.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261122001500_StageStays")]
public sealed class StageStays : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0015_stage_stays.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0015_stage_stays.down");
}
