using Crm.Data.Tenants;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Functions that the filter language reads custom fields with.</summary>
[DbContext(typeof(ControlDbContext))]
[Migration("20261122000400_FilterFunctions")]
public sealed class FilterFunctions : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0004_filter_functions.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0004_filter_functions.down");
}
