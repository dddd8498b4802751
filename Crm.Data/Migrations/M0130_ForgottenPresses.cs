using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>A meeting that turned private leaves no words behind in what presses answered.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261129013000_ForgottenPresses")]
public sealed class ForgottenPresses : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0130_forgotten_presses.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0130_forgotten_presses.down");
}
