using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>The specification's tables, with what the later rooms need beside them.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261122000100_Tables")]
public sealed class Tables : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0001_tables.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0001_tables.down");
}
