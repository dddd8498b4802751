using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Searches for several words, and for words with slips.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261122001400_SearchWords")]
public sealed class SearchWords : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0014_search_words.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0014_search_words.down");
}
