using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>The last activity of a record follows every change of its activities, not only new ones.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261122003000_LastActivityRecounted")]
public sealed class LastActivityRecounted : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0030_last_activity.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0030_last_activity.down");
}
