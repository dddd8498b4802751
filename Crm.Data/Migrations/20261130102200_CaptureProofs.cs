using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Each night a mailbox is compared with what was decided about it.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261130102200_CaptureProofs")]
public sealed class CaptureProofs : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("Sql", "20261130102200_CaptureProofs.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("Sql", "20261130102200_CaptureProofs.down");
}
