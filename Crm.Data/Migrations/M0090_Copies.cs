using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>
/// Each mailbox's copy of a mail or meeting stands for itself; what follows from several copies is computed under a lock.
/// </summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261129009000_Copies")]
public sealed class Copies : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0090_copies.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0090_copies.down");
}
