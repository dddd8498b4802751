using Crm.Data.Tenants;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Hangfire's job store, and which folders wait for a run.</summary>
[DbContext(typeof(ControlDbContext))]
[Migration("20261129155000_JobStore")]
public sealed class JobStore : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("20261129155000_job_store.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("20261129155000_job_store.down");
}
