using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>What the owner of a mailbox is asked about captured items, and what they answered.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261130101300_MatchQuestions")]
public sealed class MatchQuestions : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("Sql", "20261130101300_MatchQuestions.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("Sql", "20261130101300_MatchQuestions.down");
}
