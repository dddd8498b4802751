using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>A person's folders are those of their own mailbox and of shared ones that they answer for.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261130055300_SharedMailboxes")]
public sealed class SharedMailboxes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("Sql", "20261130055300_SharedMailboxes.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("Sql", "20261130055300_SharedMailboxes.down");
}
