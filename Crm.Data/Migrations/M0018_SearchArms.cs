using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>The search's questions, one function each.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261125001800_SearchArms")]
public sealed class SearchArms : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0018_search_arms.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0018_search_arms.down");
}
