using Crm.Data.Tenants;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>A stored day that no calendar has reads as none.</summary>
[DbContext(typeof(ControlDbContext))]
[Migration("20261122003000_CustomDates")]
public sealed class CustomDates : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0030_custom_dates.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0030_custom_dates.down");
}
