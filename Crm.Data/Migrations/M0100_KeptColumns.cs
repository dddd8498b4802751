using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>
/// What the database and capture keep about a record is not written by a USER's roles, and an assignee takes no activity over.
/// </summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261129010000_KeptColumns")]
public sealed class KeptColumns : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0100_kept_columns.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0100_kept_columns.down");
}
