using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>A search finds names that begin with the text first.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261127007100_SearchStarts")]
public sealed class SearchStarts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0071_search_starts.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0071_search_starts.down");
}
