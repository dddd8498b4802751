using System.Text.Json.Nodes;

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

    /// <summary>
    /// The administrator sends a form as a client does: what stands in its inputs, these typed over it, merged over the button's data.
    /// </summary>
    protected async Task<CardAnswer> SendAsync(CardAnswer form, params (string Input, string Value)[] typed)
    {
        var card = JsonSerializer.SerializeToElement(form.Card, CardJson.Options);
        var save = BotDriver.Buttons(card).First(b => b.GetProperty("title").GetString() == "Save");
        var data = JsonNode.Parse(save.GetProperty("data").GetRawText())!.AsObject();
        foreach (var (input, value) in Inputs(form).Select(i => (i.Key, i.Value)).Concat(typed))
        {
            data[input] = value;
        }

        return await World.PressAsync(Admin, save.GetProperty("verb").GetString()!, data);
    }

    /// <summary>What stands in a form's inputs, by id.</summary>
    protected static Dictionary<string, string> Inputs(CardAnswer form) =>
        JsonSerializer.SerializeToElement(form.Card, CardJson.Options).GetProperty("body").EnumerateArray()
        .Where(e => e.GetProperty("type").GetString()!.StartsWith("Input.", StringComparison.Ordinal))
        .ToDictionary(e => e.GetProperty("id").GetString()!, e => e.TryGetProperty("value", out var value) ? value.GetString()! : "");

    protected static string Text(CardAnswer answer) => JsonSerializer.Serialize(answer.Card, CardJson.Options);
}
