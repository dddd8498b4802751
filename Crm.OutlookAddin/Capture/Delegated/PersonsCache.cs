using Microsoft.Identity.Client;

namespace Crm.OutlookAddin.Capture.Delegated;

/// <summary>MSAL's token cache of one person, as one text of bytes.</summary>
internal sealed class PersonsCache
{
    private byte[] tokens;

    public PersonsCache(ITokenCache cache, byte[] tokens)
    {
        this.tokens = tokens;
        cache.SetBeforeAccess(access => access.TokenCache.DeserializeMsalV3(this.tokens, shouldClearExistingCache: true));
        cache.SetAfterAccess(access =>
        {
            if (access.HasStateChanged)
            {
                Changed = this.tokens = access.TokenCache.SerializeMsalV3();
            }
        });
    }

    /// <summary>What is to be kept instead; null while nothing is new.</summary>
    public byte[]? Changed { get; private set; }
}
