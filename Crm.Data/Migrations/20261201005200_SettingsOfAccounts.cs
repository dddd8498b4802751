using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>The version of the settings rises with whatever a remembered person's rights and language follow from.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261201005200_SettingsOfAccounts")]
public sealed class SettingsOfAccounts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("Sql", "20261201005200_SettingsOfAccounts.up");

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Run("Sql", "20261201005200_SettingsOfAccounts.down");
}
