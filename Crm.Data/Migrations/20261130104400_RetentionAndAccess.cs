using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>What was captured goes by age or with its mailbox; whoever may not read its words can ask for them.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261130104400_RetentionAndAccess")]
public sealed class RetentionAndAccess : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Run("Sql", "20261130104400_RetentionAndAccess.up");

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Run("Sql", "20261130104400_RetentionAndAccess.down");
}
