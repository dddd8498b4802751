using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Who may read an activity besides owner and assignee, in the activity itself: the policy needs no other table.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261122001000_ActivityReaders")]
public sealed class ActivityReaders : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0010_activity_readers.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0010_activity_readers.down");
}
