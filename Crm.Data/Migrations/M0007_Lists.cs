using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>The tenant's settings row and the folded industry.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261122000700_Lists")]
public sealed class ListSupport : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0007_lists.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0007_lists.down");
}
