using Crm.Data.Tenants;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Where the bot may write first, and what it reminded whom of.</summary>
[DbContext(typeof(ControlDbContext))]
[Migration("20261126005100_Conversations")]
public sealed class Conversations : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0051_conversations.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0051_conversations.down");
}
