using System.Buffers;

namespace Crm.OutlookAddin.Api;

/// <summary>Section Pane: what differs between Outlook and its stand-in.</summary>
public sealed class PaneOptions
{
    public const string Section = "Pane";
    public const string PublicOfficeJs = "https://appsforoffice.microsoft.com/lib/1/hosted/office.js";

    public string OfficeJsUrl { get; set; } = PublicOfficeJs;

    /// <summary>Origins that may frame the pane besides Microsoft's, separated by spaces: an on-premises Outlook, the stand-in.</summary>
    public string FrameAncestors { get; set; } = "";

    public IReadOnlyList<string> MoreAncestors =>
        FrameAncestors.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

internal sealed class PaneOptionsValidator(IHostEnvironment environment) : OptionsValidator<PaneOptions>
{
    private static readonly SearchValues<char> Ends = SearchValues.Create(";\"'<> ,\r\n");

    protected override IEnumerable<string> Faults(PaneOptions options)
    {
        if (!IsTrusted(options.OfficeJsUrl))
        {
            yield return "Pane:OfficeJsUrl must be an https address (http only for this machine, in Development).";
        }

        foreach (var one in options.MoreAncestors.Where(one => !IsTrusted(one.Replace("*.", "", StringComparison.Ordinal))))
        {
            yield return $"Pane:FrameAncestors: '{one}' must be an https origin (http only for this machine, in Development).";
        }
    }

    /// <summary>These go into headers and markup as they are.</summary>
    private bool IsTrusted(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) && !address.AsSpan().ContainsAny(Ends)
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback && environment.IsDevelopment()));
}
