using System.Runtime.CompilerServices;

namespace Crm.Testing;

/// <summary>
/// What others see is approved as a file beside its test: a difference fails and leaves the new text as *.received.* for a person to
/// compare, and to rename if it is meant.
/// </summary>
public static class Approved
{
    public static void Matches(string actual, string name, [CallerFilePath] string test = "")
    {
        var folder = Path.Combine(Path.GetDirectoryName(test)!, "Approved");
        var approved = Path.Combine(folder, Path.GetFileNameWithoutExtension(name) + ".approved" + Path.GetExtension(name));
        var received = Path.Combine(folder, Path.GetFileNameWithoutExtension(name) + ".received" + Path.GetExtension(name));
        Compare(actual, name, approved, received);
    }

    /// <summary>A generated page of the documentation is its own approved file.</summary>
    /// <param name="actual">The page as it should be now.</param>
    /// <param name="page">Its path from the repository's root.</param>
    public static void IsPage(string actual, string page)
    {
        var approved = Path.Combine(Workspace.Find().Root, page);
        Compare(actual, page, approved, Path.ChangeExtension(approved, ".received" + Path.GetExtension(page)));
    }

    private static void Compare(string actual, string name, string approved, string received)
    {
        if (File.Exists(approved) && File.ReadAllText(approved).ReplaceLineEndings("\n") == actual.ReplaceLineEndings("\n"))
        {
            File.Delete(received);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(approved)!);
        File.WriteAllText(received, actual);
        Assert.Fail(
            $"{name} differs from what was approved. Compare "
            + $"{received} with {approved}; rename it if the change is meant.\n{FirstDifference(approved, actual)}");
    }

    private static string FirstDifference(string approved, string actual)
    {
        if (!File.Exists(approved))
        {
            return "Nothing was approved yet.";
        }

        var (was, now) = (File.ReadAllLines(approved), actual.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(was.Length, now.Length))
            .FirstOrDefault(i => was.ElementAtOrDefault(i) != now.ElementAtOrDefault(i));
        return $"line {line + 1}\n  approved: {was.ElementAtOrDefault(line)}\n  now:      {now.ElementAtOrDefault(line)}";
    }
}
