using Crm.Data.Tenants;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Whose phone numbers those without a country code are.</summary>
[DbContext(typeof(ControlDbContext))]
[Migration("20261129011200_TenantCountry")]
public sealed class TenantCountry : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0112_tenant_country.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0112_tenant_country.down");
}
