using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Companies by the letters and digits of their names.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261129010600_CompanyKeys")]
public sealed class CompanyKeys : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.RunConcurrently("0106_company_keys.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.RunConcurrently("0106_company_keys.down");
}
