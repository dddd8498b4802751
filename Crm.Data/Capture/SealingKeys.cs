using Crm.Core.Capture;

namespace Crm.Data.Capture;

/// <summary>crm_control.sealing_keys. Data Protection asks for its keys once a day, and not asynchronously.</summary>
public sealed class SealingKeys(NpgsqlDataSource database) : ISealingKeys
{
    public IReadOnlyCollection<string> All()
    {
        using var command = database.CreateCommand("select xml from crm_control.sealing_keys order by created_at, name");
        using var rows = command.ExecuteReader();
        var keys = new List<string>();
        while (rows.Read())
        {
            keys.Add(rows.GetString(0));
        }

        return keys;
    }

    public void Add(string name, string xml)
    {
        using var command = database.CreateCommand("insert into crm_control.sealing_keys (name, xml) values ($1, $2)");
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = xml });
        command.ExecuteNonQuery();
    }
}
