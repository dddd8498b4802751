using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>The timeline's index also says what happened, so that a day's count needs no row.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261127008100_TimelineWithStatus")]
public sealed class TimelineWithStatus : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.RunConcurrently("0081_timeline_with_status.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.RunConcurrently("0081_timeline_with_status.down");
}
