using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>The tenant's roles, and what each may see and change.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261129214502_TenantRights")]
public sealed class TenantRights : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("Sql.Baseline", "rights", "own_lists");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("Sql.Baseline", "rights.down");
}
