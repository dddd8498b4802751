using Crm.Data.Tenants;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>The extension that lets one GIN index hold an owner and the trigrams of a name.</summary>
[DbContext(typeof(ControlDbContext))]
[Migration("20261127005200_BtreeGin")]
public sealed class BtreeGin : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0052_btree_gin.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0052_btree_gin.down");
}
