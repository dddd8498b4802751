using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Indexes of the four kinds of records, built beside the running work.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261129214501_TenantIndexes")]
public sealed class TenantIndexes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.RunConcurrently(
        "Sql.Baseline", "companies.indexes", "contacts.indexes", "deals.indexes", "activities.indexes");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.RunConcurrently("Sql.Baseline", "indexes.down");
}
