using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>company_custom_fields and its three siblings as writable views.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261122000500_CustomFieldViews")]
public sealed class CustomFieldViews : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0005_custom_field_views.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0005_custom_field_views.down");
}
