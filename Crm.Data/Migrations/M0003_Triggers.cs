using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>What the database keeps by itself: aggregates, histories, addresses, last activity.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261122000300_Triggers")]
public sealed class Triggers : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0003_triggers.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0003_triggers.down");
}
