using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>People who see the tenant and change nothing in it.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261129230000_ViewerRole")]
public sealed class ViewerRole : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("Sql", "20261129230000_ViewerRole.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("Sql", "20261129230000_ViewerRole.down");
}
