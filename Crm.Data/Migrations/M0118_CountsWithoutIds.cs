using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Own companies and contacts are counted in small indexes again.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261129011800_CountsWithoutIds")]
public sealed class CountsWithoutIds : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.RunConcurrently("0118_counts_without_ids.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.RunConcurrently("0118_counts_without_ids.down");
}
