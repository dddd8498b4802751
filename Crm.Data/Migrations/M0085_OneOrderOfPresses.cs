using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Presses of all doors in one order, and what undo cannot take back.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261129008500_OneOrderOfPresses")]
public sealed class OneOrderOfPresses : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0085_one_order_of_presses.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0085_one_order_of_presses.down");
}
