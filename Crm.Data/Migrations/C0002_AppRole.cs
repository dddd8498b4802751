using Crm.Data.Tenants;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>The application's login role.</summary>
[DbContext(typeof(ControlDbContext))]
[Migration("20261122000200_AppRole")]
public sealed class AppRole : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0002_app_role.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0002_app_role.down");
}
