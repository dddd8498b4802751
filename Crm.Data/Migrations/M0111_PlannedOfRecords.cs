using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>The planned calls and meetings of a company, a contact, a deal.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261129011100_PlannedOfRecords")]
public sealed class PlannedOfRecords : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.RunConcurrently("0111_planned_of_records.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.RunConcurrently("0111_planned_of_records.down");
}
