using Crm.Data.Tenants;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>The function by whose result names are compared.</summary>
[DbContext(typeof(ControlDbContext))]
[Migration("20261129010600_NameKey")]
public sealed class NameKey : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0106_name_key.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0106_name_key.down");
}
