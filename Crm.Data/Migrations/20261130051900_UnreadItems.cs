using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Finds what of a mailbox could not be read, among all that was.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261130051900_UnreadItems")]
public sealed class UnreadItems : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.RunConcurrently("Sql", "20261130051900_UnreadItems.up");

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.RunConcurrently("Sql", "20261130051900_UnreadItems.down");
}
