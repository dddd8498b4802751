using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>What each merge of two companies moved, so that it can be undone; further domains of the one that stays.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261129010500_CompanyMerges")]
public sealed class CompanyMerges : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0105_company_merges.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0105_company_merges.down");
}
