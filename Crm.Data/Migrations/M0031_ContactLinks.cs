using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>What points at a merged contact goes over to the kept one, whoever owns it.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261122003100_ContactLinks")]
public sealed class ContactLinks : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0031_contact_links.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0031_contact_links.down");
}
