using System.Text.Json;
using Crm.Core.Access;
using Crm.Core.Cards;
using Crm.Testing;

namespace Crm.Core.Tests.Cards;

/// <summary>An administrator and a colleague with cards before them.</summary>
public abstract class AdminCardTests : IAsyncLifetime
{
    protected World World { get; private set; } = null!;

    protected CurrentUser Admin { get; private set; } = null!;

    protected CurrentUser Ann { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        World = await World.CreateAsync();
        (Admin, Ann) = (await World.UserAsync("Ada Admin", Role.Admin), await World.UserAsync("Ann Miller"));
    }

    public async Task DisposeAsync() => await World.DisposeAsync();

    protected static string Text(CardAnswer answer) => JsonSerializer.Serialize(answer.Card, CardJson.Options);
}
