using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>The guard of activities, in a form that no plan is made from.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261127007200_ReaderGuard")]
public sealed class ReaderGuard : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0072_reader_guard.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0072_reader_guard.down");
}
