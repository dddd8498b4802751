using Crm.Data.Tenants;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>The keys with which all hosts encrypt what they keep of people's consent.</summary>
[DbContext(typeof(ControlDbContext))]
[Migration("20261201081501_SealingKeys")]
public sealed class SealingKeys : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Run("ControlSql", "20261201081501_SealingKeys.up");

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Run("ControlSql", "20261201081501_SealingKeys.down");
}
