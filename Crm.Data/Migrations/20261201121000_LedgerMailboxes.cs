using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>In which of a person's mailboxes an item lies: what is looked at again is looked for there.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261201121000_LedgerMailboxes")]
public sealed class LedgerMailboxes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("Sql", "20261201121000_LedgerMailboxes.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("Sql", "20261201121000_LedgerMailboxes.down");
}
