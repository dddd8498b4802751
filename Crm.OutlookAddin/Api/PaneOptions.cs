using System.Buffers;
using Microsoft.Extensions.Options;

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

internal sealed class PaneOptionsValidator(IHostEnvironment environment) : IValidateOptions<PaneOptions>
{
    private static readonly SearchValues<char> Ends = SearchValues.Create(";\"'<> ,\r\n");

    public ValidateOptionsResult Validate(string? name, PaneOptions options)
    {
        var faults = new List<string>();
        if (!IsTrusted(options.OfficeJsUrl))
        {
            faults.Add("Pane:OfficeJsUrl must be an https address (http only for this machine, in Development).");
        }

        faults.AddRange(options.MoreAncestors.Where(one => !IsTrusted(one.Replace("*.", "", StringComparison.Ordinal)))
            .Select(one => $"Pane:FrameAncestors: '{one}' must be an https origin (http only for this machine, in Development)."));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    /// <summary>These go into headers and markup as they are.</summary>
    private bool IsTrusted(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) && !address.AsSpan().ContainsAny(Ends)
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback && environment.IsDevelopment()));
}
