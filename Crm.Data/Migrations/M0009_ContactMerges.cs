using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>What each merge of two contacts moved, so that it can be undone.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261122000900_ContactMerges")]
public sealed class ContactMerges : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0009_contact_merges.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0009_contact_merges.down");
}
