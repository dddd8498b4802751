using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Names in sight are looked for by their trigrams or one by one, whichever is less.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261129011400_SearchInSight")]
public sealed class SearchInSight : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0114_search_in_sight.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0114_search_in_sight.down");
}
