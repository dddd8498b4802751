using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Phone numbers are found by their digits, and every address that the standards allow is one.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261129008800_PhonesAndAddresses")]
public sealed class PhonesAndAddresses : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0088_phones_and_addresses.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0088_phones_and_addresses.down");
}
