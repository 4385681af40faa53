import "/elements.js";

const query = new URLSearchParams(location.search);
const theme = query.get("theme");
if (theme) document.documentElement.dataset.theme = theme;
const stream = document.querySelector("spaces-stream");
if (stream) {
  const channel = query.get("channel") ?? "general";
  const me = "00000000-0000-4000-8000-000000000001";
  document.querySelector("h1").textContent = `# ${channel}`;
  const people = [["Maria Lopez", "owner"], ["Tom Becker", "staff"], ["Aiyana Redhouse", "staff"], ["Sage", "agent"], ["Dana Whitfield", "customer"]]
    .map(([name, role], index) => ({ id: `00000000-0000-4000-8000-00000000000${index + 1}`, name, role }));
  Object.assign(stream, {
    channel, me, people, csrfHeader: "X-XSRF-TOKEN", csrfToken: "t", channelName: channel, linkBase: `/app/s/hays/${channel}`,
    lastRead: query.has("read") ? Number(query.get("read")) : null,
    highlight: query.has("m") ? Number(query.get("m")) : null,
    emptyTitle: `Welcome to #${channel}`, emptyText: "This is where the day is talked through. Ask, decide, share a photo; your AI partners read along and help.",
  });
  Object.assign(document.querySelector("spaces-composer"), {
    channel, me, people, sales: true, channelName: channel, disabled: query.has("locked"),
    disabledReason: "Only the owner and admins write in announcements. You can read everything here.",
  });
  document.querySelector("#theme").onclick = () => (document.documentElement.dataset.theme = document.documentElement.dataset.theme === "light" ? "dark" : "light");
}
