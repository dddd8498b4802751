using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Older mail is read apart from what is new.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261130051200_CaptureBackfills")]
public sealed class CaptureBackfills : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("Sql", "20261130051200_CaptureBackfills.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("Sql", "20261130051200_CaptureBackfills.down");
}
