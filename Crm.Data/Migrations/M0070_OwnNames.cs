using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Own names are found without a bitmap of everything one owns; orders and counts that cards ask.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261127007000_OwnNames")]
public sealed class OwnNames : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.RunConcurrently("0070_own_names.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0070_own_names.down");
}
