using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Roles of the tenant, row-level security, grants.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261122000400_Rights")]
public sealed class Rights : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0004_rights.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0004_rights.down");
}
