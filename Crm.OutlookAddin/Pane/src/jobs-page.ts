import { signIn, type AuthConfig } from "./auth";
import { openJobs } from "./jobs";

const said = document.getElementById("said")!;
const say = (text: string): void => {
  said.textContent = text;
};

document.getElementById("sign-in")!.addEventListener("click", () => void open());

async function open(): Promise<void> {
  try {
    const config = await (await fetch("config.json")).json() as AuthConfig;
    await openJobs(await signIn(config), { fetch: window.fetch.bind(window), go: address => location.assign(address), say });
  } catch (failed) {
    say(failed instanceof Error ? failed.message : "Signing in failed.");
  }
}
