using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Who on a skipped item was unknown, and what waits to be looked at again.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261130050501_CaptureLedgerIndexes")]
public sealed class CaptureLedgerIndexes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.RunConcurrently("Sql", "20261130050501_CaptureLedgerIndexes.up");

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.RunConcurrently("Sql", "20261130050501_CaptureLedgerIndexes.down");
}
