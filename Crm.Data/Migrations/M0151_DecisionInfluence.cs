using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>How much a contact's word counts when their firm buys.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261129161900_DecisionInfluence")]
public sealed class DecisionInfluence : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0151_decision_influence.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0151_decision_influence.down");
}
