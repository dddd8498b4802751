using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Contacts of an owner in order of name stand in one index, not in two.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261127007300_OneOwnerOrder")]
public sealed class OneOwnerOrder : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.RunConcurrently("0073_one_owner_order.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.RunConcurrently("0073_one_owner_order.down");
}
