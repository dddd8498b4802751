using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Indexes of what reports read beside the aggregates.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261122001600_ReportIndexes")]
public sealed class ReportIndexes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.RunConcurrently("0016_report_indexes.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0016_report_indexes.down");
}
