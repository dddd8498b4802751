using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>What a USER's lists of companies and contacts are read from.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261129011700_OwnRecords")]
public sealed class OwnRecords : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0117_own_records.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0117_own_records.down");
}
