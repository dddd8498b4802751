using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Between the organisation's policy of capture and a person's lies that of the team they are in.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261201044300_TeamPolicies")]
public sealed class TeamPolicies : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("Sql", "20261201044300_TeamPolicies.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("Sql", "20261201044300_TeamPolicies.down");
}
