using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>The index of the policy's third arm.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261122001100_ActivityReaderIndexes")]
public sealed class ActivityReaderIndexes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.RunConcurrently("0011_activity_reader_indexes.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0011_activity_reader_indexes.down");
}
