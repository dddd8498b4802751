using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>The currency that a tenant reports in, and what the others are worth in it: an administrator says so.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261129010100_ExchangeRates")]
public sealed class ExchangeRates : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0101_exchange_rates.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0101_exchange_rates.down");
}
