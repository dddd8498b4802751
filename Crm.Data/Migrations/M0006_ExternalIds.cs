using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Under which id a record was known where it came from.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261122000600_ExternalIds")]
public sealed class ExternalIds : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0006_external_ids.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0006_external_ids.down");
}
