using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Capture makes contacts of people on mail where the policy says so.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261130143700_NewContacts")]
public sealed class NewContacts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Run("Sql", "20261130143700_NewContacts.up");

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Run("Sql", "20261130143700_NewContacts.down");
}
