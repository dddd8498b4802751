using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Why something that was planned will not take place.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261129014000_CancelReasons")]
public sealed class CancelReasons : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0140_cancel_reasons.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0140_cancel_reasons.down");
}
