using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>What organisation and people decided about capture; what a change of it does to what is there.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261130050500_CapturePolicies")]
public sealed class CapturePolicies : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("Sql", "20261130050500_CapturePolicies.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("Sql", "20261130050500_CapturePolicies.down");
}
