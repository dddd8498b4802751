using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Trigrams of the digits of phone numbers.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261129008900_PhoneIndexes")]
public sealed class PhoneIndexes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.RunConcurrently("0089_phone_indexes.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.RunConcurrently("0089_phone_indexes.down");
}
