using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>
/// What cards in chat ask at ten million activities: a record's open tasks, one's own tasks in any state, deals counted by status and
/// priority.
/// </summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261126006000_ChatLists")]
public sealed class ChatLists : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.RunConcurrently("0060_chat_lists.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0060_chat_lists.down");
}
