using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>An address has its owner from its contact, whose key says that the owner exists.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261129011500_AddressesOfContacts")]
public sealed class AddressesOfContacts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0115_addresses_of_contacts.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0115_addresses_of_contacts.down");
}
