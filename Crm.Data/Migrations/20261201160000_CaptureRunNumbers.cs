using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Which run reads a folder: what one saves that was overtaken is refused.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261201160000_CaptureRunNumbers")]
public sealed class CaptureRunNumbers : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("Sql", "20261201160000_CaptureRunNumbers.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("Sql", "20261201160000_CaptureRunNumbers.down");
}
