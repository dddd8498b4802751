using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Finds what the earlier mails of a thread were about.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261130101301_ConversationIndex")]
public sealed class ConversationIndex : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.RunConcurrently("Sql", "20261130101301_ConversationIndex.up");

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.RunConcurrently("Sql", "20261130101301_ConversationIndex.down");
}
