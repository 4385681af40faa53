// A development tool: the elements on one page, against an API that lives in memory and misbehaves on demand.
//   node web-vaadin/src/main/elements/harness/server.mjs [port]      after one Maven build, which fetches the bundler
// Trouble: POST /control {"latency": 300, "fail": 503, "drop": true, "refuse": 422, "burst": 20, "edit": seq, "delete": seq}
import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const sources = join(here, "..");
const module = join(here, "../../../..");
const work = join(module, "target/elements");
const port = Number(process.argv[2] ?? 8400);

const people = [
  { id: "00000000-0000-4000-8000-000000000001", name: "Maria Lopez", kind: "person", role: "owner" },
  { id: "00000000-0000-4000-8000-000000000002", name: "Tom Becker", kind: "person", role: "staff" },
  { id: "00000000-0000-4000-8000-000000000003", name: "Aiyana Redhouse", kind: "person", role: "staff" },
  { id: "00000000-0000-4000-8000-000000000004", name: "Sage", kind: "agent", role: "agent" },
  { id: "00000000-0000-4000-8000-000000000005", name: "Dana Whitfield", kind: "customer", role: "customer" },
];
const system = { id: null, name: "Spaces", kind: "system" };
const lines = [
  "Morning! The golden barrels came in, 40 pots, all healthy.",
  "Great. I moved the old display to the back so they get the front table.",
  "Customer at the counter asks whether we ship to Flagstaff before the frost.",
  "We do until the 15th. After that only with **heat packs**, and she pays for them.",
  "I updated the price list:\n\n| plant | pot | price |\n| --- | --- | --- |\n| golden barrel | 6 in | $24 |\n| old man | 4 in | $18 |\n| saguaro seedling | 2 in | $9 |",
  "Looks right to me.",
  "Three things for the weekend:\n\n1. water the seedlings *early*\n2. label the new trays\n3. call back the landscaper in Mesa",
  "On it 👍",
  "> We do until the 15th.\n\nDoes that hold for bare-root plants too?",
  "Yes, same rule.",
  "The watering script on the little computer is `valves --zone 3 --minutes 12`, and the schedule:\n\n```yaml\nzones:\n  - name: seedlings\n    every: 2d\n    minutes: 12\n  - name: display\n    every: 5d\n```",
  "Photo of the front table: ![front table](https://example.com/table.jpg)",
  "Have a look at https://example.com/frost-dates when you plan the last trip.",
  "I counted 38, two are with the photographer.",
];

const channels = new Map();
let trouble = { latency: 0, fail: 0, refuse: 0 };

function channel(id) {
  if (!channels.has(id)) {
    const made = { id, messages: [], version: 0, listeners: new Set(), read: 0 };
    channels.set(id, made);
    fill(made);
  }
  return channels.get(id);
}

function fill(target) {
  const count = { general: 60, welcome: 6, widgets: 1, big: 10_000, empty: 0 }[target.id] ?? 30;
  let at = Date.now() - count * 4 * 60_000 - 3600_000;
  for (let index = 0; index < count; index++) {
    const burst = index % 7;
    at += burst < 4 ? 40_000 : 6.5 * 60_000;
    const author = people[Math.floor(index / 3) % (target.id === "general" ? 5 : 3)];
    add(target, author, target.id === "big" ? `Message ${index + 1}. ${lines[index % lines.length]}` : lines[index % lines.length], { at: Math.min(at, Date.now() - 60_000) });
  }
  if (target.id === "general") {
    add(target, system, "**Aiyana Redhouse** joined the space", { type: "system", at: Date.now() - 300_000 });
    add(target, people[1], `[@Maria Lopez](spaces:person/${people[0].id}) can you approve the order for the [@Sage](spaces:person/${people[3].id}) draft?`, { at: Date.now() - 200_000 });
    add(target, people[3], "I compared three growers. **Desert Root** is cheapest at $2.10 per plug including freight; the draft order is 300 plugs, $630.", { at: Date.now() - 150_000, thread: target.messages.at(-1).id });
    add(target, people[0], "Looks good, go ahead.", { at: Date.now() - 90_000 });
    edit(target, target.messages.at(-1), "Looks good, go ahead. And thank you!");
  }
  if (target.id === "widgets") {
    for (const drawn of [widget("done", "Refunded by Tom Becker, yesterday at 17:05"), widget("refused", "Refused by Tom Becker, yesterday at 17:08"), widget("expired", "Nobody decided until Monday at 09:00; nothing was refunded"), widget("locked"), widget("open")]) {
      add(target, people[3], "A refund waits for a decision", { type: "widget", blocks: [drawn], at: Date.now() - 20_000 });
    }
  }
  if (target.id === "finance") {
    target.messages.length = 0;
    const parties = { tenant: 110400, referrer: 2880, platform: 3360, human: 2016, ai: 1008, justice: 336 };
    const sale = { type: "posting", version: 1, kind: "payment", eventId: "evt_1001", reference: "golden barrels", currency: "USD", amountMinor: 120000, grossMinor: 120000, taxMinor: 0, shippingMinor: 0, effectiveBps: "800.00", agreementVersion: 1, heldBy: "platform", parties, href: "/app/s/hays/revenue/evt_1001" };
    const back = { tenant: -30666, referrer: -800, platform: -934, human: -560, ai: -280, justice: -93 };
    const refund = { ...sale, kind: "refund", refundId: "r1", reference: "one plant died", amountMinor: 33333, parties: back };
    const cash = { ...sale, reference: null, currency: "JPY", amountMinor: 15000, taxMinor: 1364, heldBy: "tenant", effectiveBps: "490.50", parties: { tenant: 14318, referrer: 0, platform: 341, human: 205, ai: 102, justice: 34 } };
    const many = { type: "postings", version: 1, count: 34, sums: [{ currency: "USD", count: 34, amountMinor: 840000, refundedMinor: 33333, parties: { tenant: 742134, referrer: 19360, platform: 22586, human: 13552, ai: 6776, justice: 2259 } }], items: [sale, refund, sale], href: "/app/s/hays/revenue" };
    for (const block of [sale, refund, cash, many]) add(target, system, "**$1,200.00** was paid and divided.", { type: "system", blocks: [block], at: Date.now() - 20_000 });
  }
  if (target.id === "welcome") {
    add(target, system, "Setting up Hays Cactus Farm", { blocks: [card(6)], at: Date.now() - 30_000 });
    add(target, people[3], "Welcome! I am **Sage**, your AI partner. I watch stock and orders, and I ask before I act.", { at: Date.now() - 20_000 });
  }
}

// Open for pressing, and each way in which it cannot be pressed any more.
function widget(state, words = null, revision = 1) {
  return { type: "harness-widget", version: 1, id: "refund", revision, state, words };
}

function pressed(response, target, message, body) {
  const block = message.blocks?.[0];
  const wrong = (status, detail, field = null) => problem(response, status, detail, field);
  if (!block?.id) return wrong(404, "The widget does not exist.");
  if (body.revision !== block.revision) return wrong(409, "It changed meanwhile; look at it again.");
  const redraw = (drawn) => {
    Object.assign(message, { blocks: [drawn], version: ++target.version });
    tell(target, "change", message);
    json(response, 200, message);
  };
  if (block.type === "onboarding-progress") {
    const checklist = block.checklist.map((line) => (line.key === body.action ? { ...line, done: true, at: new Date().toISOString(), by: "Maria Lopez" } : line));
    return redraw({ ...block, checklist, revision: block.revision + 1 });
  }
  if (body.action === "late") return wrong(409, "Tom Becker approved this at 10:42.");
  if (body.action === "approve" && !(Number(body.values.amount ?? 18) <= 18)) return wrong(422, "At most $18.00; that is what the order cost.", "values.amount");
  return redraw(widget(body.action === "approve" ? "done" : "refused", `${body.action === "approve" ? "Refunded" : "Refused"} by Maria Lopez, just now`, block.revision + 1));
}

function card(done) {
  const names = ["Reserve the name", "Build the space", "Open 8 channels", "Set up roles and rights", "Introduce 3 AI partners", "Write the welcome", "Prepare your invitation", "Lay out your checklist"];
  const start = Date.now() - 9000;
  return {
    type: "onboarding-progress", version: 2, id: "checklist", revision: 2, owner: people[0].id, process: "p1", title: "Hays Cactus Farm", state: done >= names.length ? "waiting" : "running",
    steps: names.map((label, index) => ({
      name: `s${index}`, label, state: index < done ? "done" : index === done ? "running" : "queued",
      at: index < done ? new Date(start + index * 640).toISOString() : null,
      note: index === 4 && index < done ? "Leo, Sage and the front desk" : null,
    })),
    awaiting: done >= names.length ? "Maria Lopez" : null,
    dueAt: done >= names.length ? new Date(Date.now() + 3 * 86400_000).toISOString() : null,
    checklist: [
      { key: "brand", label: "Confirm your brand", hint: "Colours and logo as people will see them", done: false, href: "/app/s/hays/setup/brand", button: "Looks good" },
      { key: "invite", label: "Invite a colleague", hint: "A link is enough; no e-mail needed", done: false, href: "/app/s/hays/setup/invite", button: "Mark as done" },
      { key: "first", label: "Write your first message", hint: "Say hello in #general", done: false, href: "/app/s/hays/general" },
      { key: "agents", label: "Meet your AI partners", hint: null, done: true, href: "/app/s/hays/general", at: new Date().toISOString(), by: "Maria Lopez" },
    ],
  };
}

function add(target, author, text, { at = Date.now(), clientId = null, thread = null, type = "text", blocks = null } = {}) {
  const message = {
    id: randomUUID(), channel: target.id, seq: target.messages.length + 1, version: ++target.version,
    author: { id: author.id, name: author.name, kind: author.kind }, type, text, html: render(text), thread, department: null, workflow: null,
    priority: "normal", journey: null, metadata: null, blocks, clientId, createdAt: new Date(at).toISOString(), editedAt: null, deletedAt: null,
  };
  target.messages.push(message);
  tell(target, "message", message);
  return message;
}

function edit(target, message, text) {
  Object.assign(message, { text, html: render(text), version: ++target.version, editedAt: new Date().toISOString() });
  tell(target, "change", message);
  return message;
}

function tell(target, event, message) {
  const text = `${event === "message" ? `id: ${message.seq}\n` : ""}event: ${event}\ndata: ${JSON.stringify(message)}\n\n`;
  target.listeners.forEach((listener) => listener.write(text));
}

// Enough Markdown for the eye; the product renders on its server.
function render(text) {
  const inline = (part) =>
    part
      .replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;")
      .replace(/`([^`]+)`/g, "<code>$1</code>")
      .replace(/!\[([^\]]*)\]\((https?:[^)]+)\)/g, '<a class="picture" href="$2">$1</a>')
      .replace(/\[([^\]]+)\]\(spaces:person\/([0-9a-f-]+)\)/g, '<span class="mention" data-person="$2">$1</span>')
      .replace(/\*\*([^*]+)\*\*/g, "<strong>$1</strong>").replace(/\*([^*]+)\*/g, "<em>$1</em>")
      .replace(/(^|\s)(https?:\/\/\S+)/g, '$1<a href="$2" rel="nofollow ugc noopener">$2</a>');
  return text
    .split(/\n\n(?![^`]*```$)/)
    .map((block) => {
      const fence = /^([\s\S]*?)```(\w*)\n([\s\S]*?)\n?```$/.exec(block);
      if (fence) return `${fence[1] ? `<p>${inline(fence[1])}</p>` : ""}<pre><code${fence[2] ? ` class="language-${fence[2]}"` : ""}>${fence[3].replace(/</g, "&lt;")}</code></pre>`;
      const rows = block.split("\n");
      if (rows[0].startsWith("|")) {
        const cells = (row, tag) => `<tr>${row.split("|").slice(1, -1).map((cell) => `<${tag}>${inline(cell.trim())}</${tag}>`).join("")}</tr>`;
        return `<table><thead>${cells(rows[0], "th")}</thead><tbody>${rows.slice(2).map((row) => cells(row, "td")).join("")}</tbody></table>`;
      }
      if (/^\d+\. /.test(rows[0])) return `<ol>${rows.map((row) => `<li>${inline(row.replace(/^\d+\. /, ""))}</li>`).join("")}</ol>`;
      if (rows[0].startsWith("> ")) return `<blockquote><p>${inline(block.replace(/^> /gm, ""))}</p></blockquote>`;
      return `<p>${inline(block).replace(/\n/g, "<br>\n")}</p>`;
    })
    .join("\n");
}

function page(target, query) {
  const limit = Math.min(200, Number(query.get("limit") ?? 50));
  const all = target.messages;
  const pick = (items, more, next) => ({ items, next: more ? next(items) : null });
  if (query.has("changedAfter")) {
    const changed = all.filter((message) => message.version > Number(query.get("changedAfter"))).sort((a, b) => a.version - b.version);
    const items = changed.slice(0, limit);
    const next = changed.length > limit ? items.at(-1).version : null;
    return { items: items.sort((a, b) => a.seq - b.seq), next };
  }
  if (query.has("after")) {
    const from = Number(query.get("after"));
    return pick(all.slice(from, from + limit), all.length > from + limit, (items) => items.at(-1).seq);
  }
  const end = query.has("before") ? Math.min(all.length, Number(query.get("before")) - 1) : all.length;
  const start = Math.max(0, end - limit);
  return pick(all.slice(start, end), start > 0, (items) => items[0].seq);
}

async function api(request, response, path, query) {
  if (path === "/csrf") return json(response, 200, { headerName: "X-XSRF-TOKEN", token: "t" });
  if (trouble.latency) await new Promise((resolve) => setTimeout(resolve, trouble.latency));
  if (trouble.fail) return problem(response, trouble.fail, "The server is busy.");
  const body = ["POST", "PUT", "PATCH"].includes(request.method) ? JSON.parse((await read(request)) || "{}") : null;
  const press = /^\/messages\/([^/]+)\/blocks\/[^/]+\/presses$/.exec(path);
  if (press) {
    for (const target of channels.values()) {
      const found = target.messages.find((candidate) => candidate.id === press[1]);
      if (found) return pressed(response, target, found, body);
    }
    return problem(response, 404, "No such message.");
  }
  const message = /^\/messages\/(.+)$/.exec(path);
  if (message) {
    for (const target of channels.values()) {
      const found = target.messages.find((candidate) => candidate.id === message[1]);
      if (!found) continue;
      if (request.headers["if-match"]?.replaceAll('"', "") !== String(found.version)) return problem(response, 412, "The message has changed.");
      if (request.method === "PATCH") return json(response, 200, edit(target, found, body.text));
      Object.assign(found, { text: "", html: "", blocks: null, deletedAt: new Date().toISOString(), version: ++target.version });
      tell(target, "change", found);
      return response.writeHead(204).end();
    }
    return problem(response, 404, "No such message.");
  }
  const [, id, rest] = /^\/channels\/([^/]+)\/(\w+)$/.exec(path) ?? [];
  if (!id || id === "gone") return problem(response, 404, "No such channel.");
  const target = channel(id);
  if (rest === "read") {
    target.read = body.seq;
    return response.writeHead(204).end();
  }
  if (rest === "stream") {
    response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
    response.write(": hello\n\n");
    for (const missed of target.messages.slice(Number(query.get("after") ?? target.messages.length))) {
      response.write(`id: ${missed.seq}\nevent: message\ndata: ${JSON.stringify(missed)}\n\n`);
    }
    target.listeners.add(response);
    const beat = setInterval(() => response.write(": beat\n\n"), 15_000);
    request.on("close", () => {
      clearInterval(beat);
      target.listeners.delete(response);
    });
    return;
  }
  if (request.method === "GET") return json(response, 200, page(target, query));
  if (trouble.refuse) return problem(response, trouble.refuse, "A message may have 16,000 characters at most.");
  const known = target.messages.find((candidate) => candidate.clientId === body.clientId);
  return json(response, known ? 200 : 201, known ?? add(target, people[0], body.text, { clientId: body.clientId, thread: body.thread ?? null }));
}

function control(body) {
  const target = channel(body.channel ?? "general");
  trouble = { ...trouble, ...Object.fromEntries(["latency", "fail", "refuse"].filter((key) => key in body).map((key) => [key, body[key]])) };
  if (body.drop) [...target.listeners].forEach((listener) => listener.destroy());
  for (let index = 0; index < (body.burst ?? 0); index++) add(target, people[1 + (index % 2)], body.text ?? lines[index % lines.length]);
  if (body.edit) edit(target, target.messages[body.edit - 1], body.text ?? "Changed by the harness");
  if (body.delete) {
    const found = target.messages[body.delete - 1];
    Object.assign(found, { text: "", html: "", deletedAt: new Date().toISOString(), version: ++target.version });
    tell(target, "change", found);
  }
  if (body.card !== undefined) {
    const found = target.messages.find((candidate) => candidate.blocks);
    Object.assign(found, { blocks: [card(body.card)], version: ++target.version });
    tell(target, "change", found);
  }
  return { last: target.messages.length, read: target.read, listeners: target.listeners.size };
}

createServer(async (request, response) => {
  const url = new URL(request.url, "http://localhost");
  try {
    if (url.pathname.startsWith("/api/v1/")) return await api(request, response, url.pathname.slice(7), url.searchParams);
    if (url.pathname === "/control") return json(response, 200, control(JSON.parse((await read(request)) || "{}")));
    if (url.pathname === "/elements.js") return send(response, "text/javascript", bundle());
    if (url.pathname === "/tokens.css") return send(response, "text/css", readFileSync(join(module, "src/main/resources/META-INF/resources/css/tokens.css")));
    if (url.pathname === "/harness.js" || url.pathname === "/harness.css") {
      return send(response, url.pathname.endsWith("js") ? "text/javascript" : "text/css", readFileSync(join(here, url.pathname)));
    }
    response.setHeader("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'");
    send(response, "text/html; charset=utf-8", readFileSync(join(here, "index.html")));
  } catch (error) {
    problem(response, 500, String(error));
  }
}).listen(port, "127.0.0.1", () => console.log(`http://127.0.0.1:${port}`));

function bundle() {
  const folder = readdirSync(join(work, "bin"))[0];
  const built = spawnSync(join(work, "bin", folder, "esbuild"), ["harness/entry.ts", "--bundle", "--format=esm", "--sourcemap=inline"], { cwd: sources, maxBuffer: 1 << 26 });
  if (built.status !== 0) throw new Error(built.stderr.toString());
  return built.stdout;
}

function send(response, type, content) {
  response.writeHead(200, { "Content-Type": type, "Cache-Control": "no-store" }).end(content);
}

function json(response, status, value) {
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(value));
}

function problem(response, status, detail, field = null) {
  const errors = field ? [{ field, detail }] : null;
  response.writeHead(status, { "Content-Type": "application/problem+json" }).end(JSON.stringify({ status, detail, errors }));
}

async function read(request) {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}
