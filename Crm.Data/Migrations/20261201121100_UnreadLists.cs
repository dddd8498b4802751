using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>What a list that could not be read kept out is looked at again when somebody takes their entry back.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261201121100_UnreadLists")]
public sealed class UnreadLists : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("Sql", "20261201121100_UnreadLists.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("Sql", "20261201121100_UnreadLists.down");
}
