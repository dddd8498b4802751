using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>The specification's indexes under their names, and those that the measured design adds.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261122000200_Indexes")]
public sealed class Indexes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.RunConcurrently("0002_indexes.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0002_indexes.down");
}
