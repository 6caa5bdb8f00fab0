// A certified OpenID Connect provider (oidc-provider) on loopback with its own pages for signing in: node provider.mjs PORT REDIRECT
import Provider from "oidc-provider";

const [port, redirect] = process.argv.slice(2);
const provider = new Provider(`http://localhost:${port}`, {
  clients: [{ client_id: "dashboard", client_secret: "s".repeat(40), redirect_uris: [redirect] }],
  pkce: { required: () => true },
  cookies: { keys: ["only for a test"] },
});
provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
