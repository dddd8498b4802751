using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>Indexes that hold what a reader's policy asks, in the order of their lists.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261125001700_ReaderFeeds")]
public sealed class ReaderFeeds : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.RunConcurrently("0017_reader_feeds.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0017_reader_feeds.down");
}
