import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";

const scripts = new URL("../../resources/META-INF/resources/js/", import.meta.url);
const { logOut, renewToken } = await import(new URL("csrf.js", scripts).href);
const { sameZone } = await import(new URL("zones.js", scripts).href);

function answering(csrf: () => Response, logout: () => Response): void {
  globalThis.fetch = (async (path: string) => (path === "/logout" ? logout() : csrf())) as typeof fetch;
}

const token = (): Response => Response.json({ headerName: "X", token: "fresh" });

test("leaves only when the login has ended, and asks again when it may live on", async () => {
  answering(token, () => ({ ok: false, type: "opaqueredirect" }) as Response);
  equal(await logOut(), "/");
  answering(token, () => new Response(null, { status: 204 }));
  equal(await logOut(), "/");
  for (const status of [403, 503]) {
    answering(token, () => new Response("{}", { status }));
    equal(await logOut(), "/logout");
  }
  answering(() => new Response("{}", { status: 503 }), () => new Response(null, { status: 204 }));
  equal(await logOut(), "/logout");
});

test("a form gets a fresh token, and keeps its own when there is none", async () => {
  const field = { value: "old" };
  const form = { elements: { namedItem: (name: string) => (name === "_csrf" ? field : null) } };
  answering(() => new Response("{}", { status: 503 }), token);
  await renewToken(form);
  equal(field.value, "old");
  answering(token, token);
  await renewToken(form);
  equal(field.value, "fresh");
});

test("finds the zone of the browser under its old name", () => {
  const zones = ["Asia/Kolkata", "Europe/Kyiv", "UTC"];
  deepEqual(["Asia/Calcutta", "Europe/Kiev", "UTC", "Not/AZone"].map((own) => sameZone(zones, own)), ["Asia/Kolkata", "Europe/Kyiv", "UTC", null]);
});
