using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Where a search begins: ids by the trigram and full-text indexes, which a policy would keep it from using.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261122001200_SearchCandidates")]
public sealed class SearchCandidates : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0012_search_candidates.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0012_search_candidates.down");
}
