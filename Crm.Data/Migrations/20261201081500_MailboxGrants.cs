using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>What is kept of people's consent where each mailbox is read with its owner's.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261201081500_MailboxGrants")]
public sealed class MailboxGrants : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("Sql", "20261201081500_MailboxGrants.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("Sql", "20261201081500_MailboxGrants.down");
}
