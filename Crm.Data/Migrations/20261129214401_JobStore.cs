using Crm.Data.Tenants;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Hangfire's job store: its own step, because the package says what it looks like.</summary>
[DbContext(typeof(ControlDbContext))]
[Migration("20261129214401_JobStore")]
public sealed class JobStore : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("ControlSql.Baseline", "job_store");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("ControlSql.Baseline", "job_store.down");
}
