using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Words of captured items that not everybody may read.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261130102400_WithheldWords")]
public sealed class WithheldWordsTable : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("Sql", "20261130102400_WithheldWords.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("Sql", "20261130102400_WithheldWords.down");
}
