using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Finds companies that may be the one somebody is about to make.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261129010700_LookAlikes")]
public sealed class DuplicateFinder : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0107_look_alikes.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0107_look_alikes.down");
}
