using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>A USER's companies and contacts, counted without their rows.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261129011300_OwnCounts")]
public sealed class OwnCounts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.RunConcurrently("0113_own_counts.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.RunConcurrently("0113_own_counts.down");
}
