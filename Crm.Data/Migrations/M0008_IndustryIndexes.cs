using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>The company filter indexes on the folded industry.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261122000800_IndustryIndexes")]
public sealed class IndustryIndexes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.RunConcurrently("0008_industry_indexes.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0008_industry_indexes.down");
}
