using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Indexes of lists of one's own rows, in the order in which they are read.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261122001300_OwnListIndexes")]
public sealed class OwnListIndexes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.RunConcurrently("0013_own_list_indexes.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0013_own_list_indexes.down");
}
