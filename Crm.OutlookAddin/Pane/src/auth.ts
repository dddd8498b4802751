// Nested app authentication: Outlook is the broker and answers MSAL's questions; no window, no cookie, no token in storage of ours.
import type { IPublicClientApplication } from "@azure/msal-browser";

export interface AuthConfig {
  clientId: string;
  authority: string;
  scope: string;
  /** What the person consents to where their mailbox is read with their own consent; else nothing. */
  mailboxScopes?: string[];
}

/** @param consent Not for a token: only so that the person is asked for what connecting their mailbox needs. */
export type Tokens = (options: { forceRefresh: boolean; mayAsk: boolean; consent?: boolean }) => Promise<string>;

/** The person has to press something first: a window opened without a press is blocked. */
export class SignInNeeded extends Error {}

export async function signIn(config: AuthConfig): Promise<Tokens> {
  const msal = await import("@azure/msal-browser");
  const app: IPublicClientApplication = await msal.createNestablePublicClientApplication({
    auth: { clientId: config.clientId, authority: config.authority },
    cache: { cacheLocation: "sessionStorage" },
  });
  return async ({ forceRefresh, mayAsk, consent }) => {
    const scopes = consent ? config.mailboxScopes ?? [] : [config.scope];
    if (scopes.length === 0) {
      return "";
    }
    const request = { scopes, forceRefresh, account: app.getActiveAccount() ?? undefined };
    try {
      return (await app.acquireTokenSilent(request)).accessToken;
    } catch (refused) {
      if (!(refused instanceof msal.InteractionRequiredAuthError)) {
        throw refused;
      }
      if (!mayAsk) {
        throw new SignInNeeded();
      }
      return (await app.acquireTokenPopup({ scopes })).accessToken;
    }
  };
}
