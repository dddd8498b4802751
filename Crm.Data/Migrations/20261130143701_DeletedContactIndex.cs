using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Finds the deleted contact of an address.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261130143701_DeletedContactIndex")]
public sealed class DeletedContactIndex : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.RunConcurrently("Sql", "20261130143701_DeletedContactIndex.up");

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.RunConcurrently("Sql", "20261130143701_DeletedContactIndex.down");
}
