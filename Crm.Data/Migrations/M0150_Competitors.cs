using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Who else is in the running for a deal.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261129161700_Competitors")]
public sealed class Competitors : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0150_competitors.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0150_competitors.down");
}
