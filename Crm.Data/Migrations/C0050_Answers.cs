using Crm.Data.Tenants;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Messages are answered once, whichever host gets them.</summary>
[DbContext(typeof(ControlDbContext))]
[Migration("20261126005000_Answers")]
public sealed class MeetingResponses : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0050_answers.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0050_answers.down");
}
