using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>What a person deleted lately is found by an index.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261129008600_DeletedBy")]
public sealed class DeletedBy : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.RunConcurrently("0086_deleted_by.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.RunConcurrently("0086_deleted_by.down");
}
