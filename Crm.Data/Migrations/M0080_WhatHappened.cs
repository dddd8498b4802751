using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>What is planned or cancelled is no contact and no work done: last activities and daily counts hold what happened.</summary>
[DbContext(typeof(CrmDbContext))]
[Migration("20261127008000_WhatHappened")]
public sealed class WhatHappened : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0080_what_happened.up");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Run("0080_what_happened.down");
}
