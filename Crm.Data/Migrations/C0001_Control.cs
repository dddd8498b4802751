using Crm.Data.Tenants;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Extensions, shared functions and the list of tenants.</summary>
[DbContext(typeof(ControlDbContext))]
[Migration("20261122000100_Control")]
public sealed class Control : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0001_control.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0001_control.down");
}
