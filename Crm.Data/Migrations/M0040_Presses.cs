using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>What people pressed and said: once each, and to be taken back.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261122004000_Presses")]
public sealed class Presses : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0040_presses.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0040_presses.down");
}
