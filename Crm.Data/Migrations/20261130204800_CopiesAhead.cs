using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Which copies of meetings were shown ahead of their calendar's round.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261130204800_CopiesAhead")]
public sealed class CopiesAhead : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("Sql", "20261130204800_CopiesAhead.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("Sql", "20261130204800_CopiesAhead.down");
}
