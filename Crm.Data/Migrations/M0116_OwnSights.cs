using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Whose sights a USER's policies mean is said once.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261129011600_OwnSights")]
public sealed class OwnSights : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0116_own_sights.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0116_own_sights.down");
}
