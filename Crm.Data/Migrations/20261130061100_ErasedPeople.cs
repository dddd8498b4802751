using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>People who asked to be forgotten, and stay so whatever their mailboxes show.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261130061100_ErasedPeople")]
public sealed class ErasedPeople : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("Sql", "20261130061100_ErasedPeople.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("Sql", "20261130061100_ErasedPeople.down");
}
