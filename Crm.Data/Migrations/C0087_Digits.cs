using Crm.Data.Tenants;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>The function by whose result phone numbers are compared.</summary>
[DbContext(typeof(ControlDbContext))]
[Migration("20261129008700_Digits")]
public sealed class Digits : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0087_digits.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0087_digits.down");
}
