using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Whoever is given a deal sees its company and contact, and is told.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261129011000_HandedOver")]
public sealed class HandedOver : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0110_handed_over.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0110_handed_over.down");
}
