using System.Security.Cryptography;
using System.Text;

namespace Crm.Cli;

/// <summary>The checkout and its `.crm/` folder: everything that `up` and `test` set up lives there and can be deleted.</summary>
public sealed class Workspace(string root)
{
    public string Root { get; } = root;

    public string Dot { get; } = Path.Combine(root, ".crm");

    public string Tools => Path.Combine(Dot, "tools");

    /// <summary>
    /// What a running `up` keeps: database, logs, process ids. CRM_STATE puts it elsewhere, so that a test never meets the developer's.
    /// </summary>
    public string State => Environment.GetEnvironmentVariable("CRM_STATE") is { Length: > 0 } elsewhere ? elsewhere : Dot;

    public static bool IsStateChosen => Environment.GetEnvironmentVariable("CRM_STATE") is { Length: > 0 };

    public string Logs => Path.Combine(State, "logs");

    /// <exception cref="CliException">The command was not called inside the repository.</exception>
    public static Workspace Find()
    {
        var start = Environment.GetEnvironmentVariable("CRM_ROOT") ?? AppContext.BaseDirectory;
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Crm.sln")))
            {
                return new Workspace(folder.FullName);
            }
        }

        throw new CliException("Run this in the repository: no Crm.sln was found in this folder or above.");
    }

    /// <summary>Differs between checkouts on one machine; used where a folder outside the checkout is needed.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Root)))[..12];
}

/// <summary>What went wrong, in one line for the person at the terminal: exit code 1, the line on stderr, no stack trace.</summary>
public sealed class CliException : Exception
{
    public CliException()
    {
    }

    public CliException(string message)
        : base(message)
    {
    }

    public CliException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
