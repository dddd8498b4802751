using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>The dead search function goes.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261122003200_OneSearch")]
public sealed class OneSearch : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0032_one_search.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0032_one_search.down");
}
