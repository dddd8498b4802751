using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Days without an hour are dates: what is due on a day, what happened on one.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261127009500_WholeDays")]
public sealed class WholeDays : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0095_whole_days.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0095_whole_days.down");
}
