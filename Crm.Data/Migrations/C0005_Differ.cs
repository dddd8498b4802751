using Crm.Data.Tenants;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>A comparison that partial indexes are proven with.</summary>
[DbContext(typeof(ControlDbContext))]
[Migration("20261125000500_Differ")]
public sealed class Differ : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0005_differ.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0005_differ.down");
}
