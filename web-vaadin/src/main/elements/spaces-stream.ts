import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { guard } from "lit/directives/guard.js";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import { drawBlocks, type BlockContext } from "./blocks/registry.ts";
import { hear, tell } from "./events.ts";
import { anchorAt, isAtBottom, shiftOf, type Anchor } from "./model/anchor.ts";
import { Api, asApiError } from "./model/api.ts";
import { withCodeBars } from "./model/code.ts";
import { Lookups } from "./model/lookup.ts";
import type { Message, Pending } from "./model/message.ts";
import { isQuiet, keyOf, rowsOf, type Row } from "./model/rows.ts";
import { ChannelSession } from "./model/session.ts";
import { Clock } from "./model/time.ts";
import { reviveOutboxes, watchOutboxes } from "./model/outboxes.ts";
import { Widgets } from "./model/widget.ts";
import { movePicks, sends, toSource, toTyped, type Person, type Picked } from "./model/writing.ts";
import { approvalCardStyles } from "./parts/approval-card.ts";
import { avatar, avatarStyles } from "./parts/avatar.ts";
import { base } from "./parts/base.ts";
import { fingers, storage } from "./parts/browser.ts";
import { contentStyles } from "./parts/content-styles.ts";
import * as icons from "./parts/icons.ts";
import { feeCardStyles } from "./parts/fee-card.ts";
import { monthCardStyles } from "./parts/month-card.ts";
import { postingCardStyles } from "./parts/posting-card.ts";
import { progressCardStyles } from "./parts/progress-card.ts";
import { streamStyles } from "./parts/stream-styles.ts";
import { widgetStyles } from "./parts/widget.ts";

interface Editing {
  id: string;
  /** As typed: mentions are plain names. */
  text: string;
  picks: Picked[];
  version: number;
  /** The message changed under the editor; its newer text is shown above the draft. */
  newer: Message | null;
  problem: string | null;
  busy: boolean;
}

interface Toast {
  text: string;
  action?: { label: string; run: () => void };
}

const LIMIT = 16_000;
const COPIED_MILLIS = 2_000;
const HIDDEN_MILLIS = 20_000;
const READ_MILLIS = 1_000;
const BANNER_MILLIS = 3_000;
const UNDO_MILLIS = 4_000;
const LOAD_AHEAD = 1_200;
const LONG_PRESS_MILLIS = 450;

watchOutboxes((channel, items) => {
  const count = (state: Pending["state"]): number => items.filter((item) => item.state === state).length;
  tell(document, "spaces-pending", { channel, waiting: count("waiting"), failed: count("failed") });
});

/** The stream of one channel: history, live messages, and everything one does with a message. */
@customElement("spaces-stream")
export class SpacesStream extends LitElement {
  static override styles = [
    base,
    avatarStyles,
    contentStyles,
    widgetStyles,
    progressCardStyles,
    feeCardStyles,
    postingCardStyles,
    monthCardStyles,
    approvalCardStyles,
    streamStyles,
  ];

  /** Id of the channel; setting another one leaves the first. */
  @property() channel = "";
  /** Id of the viewing person. */
  @property() me = "";
  @property() api = "/api/v1";
  @property({ attribute: "csrf-header" }) csrfHeader = "";
  @property({ attribute: "csrf-token" }) csrfToken = "";
  /** IANA zone; the browser's own when empty or unknown. */
  @property({ attribute: "time-zone" }) timeZone = "";
  @property() locale = "";
  @property({ type: Boolean, attribute: "can-post" }) canPost = false;
  @property({ type: Boolean, attribute: "can-moderate" }) canModerate = false;
  @property({ attribute: "brand-name" }) brandName = "Spaces";
  /** Name of the channel, for the label of the list. */
  @property({ attribute: "channel-name" }) channelName = "";
  /** Up to here the viewer had read when the channel was opened; later ones are below the "new" line. */
  @property({ type: Number, attribute: "last-read" }) lastRead: number | null = null;
  /** Seq of a message to show and light up. */
  @property({ type: Number }) highlight: number | null = null;
  /** Address of the channel; a link to a message is this plus ?m=seq. */
  @property({ attribute: "link-base" }) linkBase = "";
  @property({ attribute: "empty-title" }) emptyTitle = "";
  @property({ attribute: "empty-text" }) emptyText = "";
  /** Who can be mentioned while editing. */
  @property({ attribute: false }) people: Person[] = [];

  @state() private editing: Editing | null = null;
  @state() private toast: Toast | null = null;
  /** Said to screen readers only; the eye sees it where it happened. */
  @state() private whisper = "";
  @state() private activeKey = "";
  @state() private focusKey = "";
  @state() private flashKey = "";
  @state() private menuFor: Message | null = null;
  @state() private online = typeof navigator === "undefined" || navigator.onLine;
  @state() private now = Date.now();
  @state() private spoken: { id: string; text: string }[] = [];

  @query(".scroller") private scroller!: HTMLElement | null;
  @query("dialog.menu") private menuDialog!: HTMLDialogElement | null;

  private session: ChannelSession | null = null;
  private client = new Api("/api/v1", null);
  private clock = new Clock();
  private rows: Row[] = [];
  private widgets = this.newWidgets();
  private lookups = this.newLookups();
  /** Key of the row in which a widget had the focus before the drawing that is going on. */
  private heldRow: string | null = null;
  private hiddenIds = new Set<string>();
  private deleting: { message: Message; timer: ReturnType<typeof setTimeout> } | null = null;

  private newAfter: number | null = null;
  private lineSeen = false;
  private missed = 0;
  private readSent = 0;

  private following = true;
  private anchor: Anchor | null = null;
  private jump: { seq: number; flash: boolean } | null = null;
  private distance = 0;
  private size = "";
  private settled = false;
  private scrollDrawn = "";

  private watcher: ResizeObserver | null = null;
  private unhear: (() => void)[] = [];
  private hiddenTimer: ReturnType<typeof setTimeout> | undefined;
  private readTimer: ReturnType<typeof setTimeout> | undefined;
  private toastTimer: ReturnType<typeof setTimeout> | undefined;
  private bannerTimer: ReturnType<typeof setTimeout> | undefined;
  private flashTimer: ReturnType<typeof setTimeout> | undefined;
  private minute: ReturnType<typeof setInterval> | undefined;
  private press: { timer: ReturnType<typeof setTimeout>; x: number; y: number } | null = null;
  private pressed = false;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("visibilitychange", this.onVisibility);
    window.addEventListener("online", this.onOnline);
    window.addEventListener("offline", this.onOnline);
    window.addEventListener("pagehide", this.flushDelete);
    this.unhear = [
      hear("spaces-send", (event) => {
        if (event.detail.channel === this.channel && this.session) {
          event.preventDefault();
          this.send(event.detail.text, event.detail.thread, event.detail.name);
        }
      }),
      hear("spaces-edit-last", (event) => {
        if (event.detail.channel === this.channel && this.editLast()) {
          event.preventDefault();
        }
      }),
    ];
    this.minute = setInterval(() => (this.now = Date.now()), 30_000);
    if (this.hasUpdated && this.channel) {
      this.openChannel();
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.leaveChannel();
    document.removeEventListener("visibilitychange", this.onVisibility);
    window.removeEventListener("online", this.onOnline);
    window.removeEventListener("offline", this.onOnline);
    window.removeEventListener("pagehide", this.flushDelete);
    this.unhear.forEach((stop) => stop());
    this.watcher?.disconnect();
    this.watcher = null;
    clearInterval(this.minute);
    clearTimeout(this.hiddenTimer);
    clearTimeout(this.toastTimer);
    clearTimeout(this.bannerTimer);
  }

  /** Posts a message as the composer does; it appears at once and is sent until the server has it. */
  send(text: string, thread: string | null = null, name?: string): void {
    if (!this.session || text.trim() === "") {
      return;
    }
    if (!this.session.timeline.atEnd) {
      void this.toPresent();
    }
    this.following = true;
    this.lineSeen = true;
    this.size = "";
    this.session.send(text, thread, name);
  }

  /** Opens the viewer's last message for editing; false when there is none. */
  editLast(): boolean {
    const own = this.session?.timeline.items.findLast(
      (message) => message.author.id === this.me && !message.deletedAt && !this.hiddenIds.has(message.id) && message.type !== "system",
    );
    if (!own || !this.canPost) {
      return false;
    }
    this.edit(own);
    return true;
  }

  /** Brings a message into view, loading it when necessary, and lights it up. */
  async jumpTo(seq: number, flash = true): Promise<void> {
    const session = this.session;
    if (!session) {
      return;
    }
    if (!session.timeline.at(seq)) {
      try {
        await session.loadAround(seq);
      } catch (error) {
        this.say(asApiError(error).message);
        return;
      }
    }
    this.following = false;
    this.jump = { seq, flash };
    this.requestUpdate();
  }

  /** Goes to the newest message. */
  async toPresent(): Promise<void> {
    const session = this.session;
    if (!session) {
      return;
    }
    this.missed = 0;
    if (!session.timeline.atEnd) {
      try {
        await session.loadNewest();
      } catch (error) {
        this.say(asApiError(error).message);
        return;
      }
    } else if (this.scroller && this.distance < 2.5 * this.scroller.clientHeight && !calm()) {
      this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: "smooth" });
      return;
    }
    this.following = true;
    this.size = "";
    this.requestUpdate();
    await this.updateComplete;
    this.settle();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("timeZone") || changed.has("locale")) {
      this.clock = new Clock(this.timeZone, this.locale);
    }
    if (changed.has("csrfHeader") || changed.has("csrfToken")) {
      this.client.csrf = this.csrfToken ? { header: this.csrfHeader, token: this.csrfToken } : null;
    }
    if (changed.has("channel") || changed.has("me") || changed.has("api")) {
      this.leaveChannel();
      if (this.isConnected && this.channel) {
        this.openChannel();
      }
    } else if (changed.has("highlight") && this.highlight !== null && this.session?.state === "ready") {
      void this.jumpTo(this.highlight);
    }
    const held = this.shadowRoot?.activeElement;
    this.heldRow = held?.closest(".blocks") ? (held.closest<HTMLElement>(".row")?.dataset.key ?? null) : null;
    const session = this.session;
    if (session) {
      const items = session.early.length > 0 ? [...session.timeline.items, ...session.early] : session.timeline.items;
      this.rows = rowsOf(items, session.timeline.atEnd ? session.outbox.items : [], {
        me: this.me,
        clock: this.clock,
        newAfter: this.newAfter,
        hidden: this.hiddenIds,
      });
    } else {
      this.rows = [];
    }
  }

  protected override updated(): void {
    this.settleFocus();
    if (this.me) {
      for (const own of this.renderRoot.querySelectorAll(`.mention[data-person="${CSS.escape(this.me)}"]:not(.own)`)) {
        own.classList.add("own");
      }
    }
    const scroller = this.scroller;
    if (!scroller) {
      return;
    }
    if (!this.watcher) {
      this.watcher = new ResizeObserver(() => this.settle());
      this.watcher.observe(scroller);
    }
    const inner = scroller.firstElementChild;
    if (inner) {
      this.watcher.observe(inner);
    }
    if (this.session?.state !== "ready") {
      return;
    }
    if (this.jump) {
      this.landJump();
    } else {
      this.settle();
    }
    this.loadAhead();
  }

  protected override render(): TemplateResult {
    const session = this.session;
    const ready = session?.state === "ready";
    return html`
      <div class="frame">
        <div
          class="scroller"
          @scroll=${this.onScroll}
          @pointerleave=${this.onPointerLeave}
          @pointerdown=${this.onPointerDown}
          @pointermove=${this.onPointerMove}
          @pointerup=${this.onPointerEnd}
          @pointercancel=${this.onPointerEnd}
          @contextmenu=${this.onContextMenu}
          @focusin=${this.onFocusIn}
          @focusout=${this.onFocusOut}
          @keydown=${this.onKey}
          @click=${this.onClick}
        >
          ${ready ? this.content(session) : this.waiting(session)}
        </div>
        <div class="over top" @wheel=${this.passWheel}>${this.banner()} ${this.unreadPill()}</div>
        <div class="over bottom" @wheel=${this.passWheel}>
          ${this.toast ? this.toastView(this.toast) : this.presentPill()}
        </div>
        <div class="sr" role="status">${this.toast?.text ?? this.whisper}</div>
        <div class="sr" role="log" aria-live="polite" aria-label="New messages">
          ${repeat(
            this.spoken,
            (line) => line.id,
            (line) => html`<p>${line.text}</p>`,
          )}
        </div>
      </div>
      ${this.menu()}
    `;
  }

  private content(session: ChannelSession): TemplateResult {
    const { timeline } = session;
    const empty = this.rows.length === 0;
    const focus = this.rows.some((row) => row.key === this.focusKey) ? this.focusKey : (this.rows.findLast(isMessageRow)?.key ?? "");
    const intro = !timeline.hasOlder && (this.emptyTitle || empty);
    return html`
      <div class="inner">
        ${timeline.hasOlder ? html`<div class="skeletons ${session.loadingOlder ? "" : "idle"}" aria-hidden="true">${bones(4)}</div>` : nothing}
        ${intro
          ? html`<div class="intro">
              <span class="sign">${icons.hash}</span>
              <h2>${this.emptyTitle || "Nothing here yet"}</h2>
              <p>${this.emptyText}</p>
            </div>`
          : nothing}
        <ol class="rows" role="list" aria-label=${this.channelName ? `Messages in ${this.channelName}` : "Messages"}>
          ${repeat(
            this.rows,
            (row) => row.key,
            (row) => this.row(row, row.key === focus),
          )}
        </ol>
        ${timeline.atEnd ? nothing : html`<div class="skeletons ${session.loadingNewer ? "" : "idle"}" aria-hidden="true">${bones(3)}</div>`}
      </div>
    `;
  }

  private waiting(session: ChannelSession | null): TemplateResult {
    if (session?.state === "gone") {
      return html`<div class="notice" role="status">
        ${icons.lock}
        <h2>This channel is not here for you</h2>
        <p>It was removed, or you are no longer one of its members. Choose another channel in the list.</p>
      </div>`;
    }
    if (session?.state === "error") {
      return html`<div class="notice" role="status">
        ${icons.cloud}
        <h2>${session.loginNeeded ? "Your login has ended" : "The messages cannot be loaded right now"}</h2>
        <p>
          ${session.loginNeeded
            ? "Log in again to go on where you were. What you have written is kept."
            : `${this.brandName} keeps trying by itself. What you write is kept and sent later.`}
        </p>
        ${session.loginNeeded
          ? html`<button class="button primary" @click=${() => location.reload()}>Log in</button>`
          : html`<button class="button" @click=${() => session.hurry(this.highlight)}>${icons.retry} Try now</button>`}
        ${this.rows.length > 0
          ? html`<ol class="rows kept" role="list" aria-label="Kept messages">
              ${repeat(
                this.rows.filter((row) => row.kind === "pending"),
                (row) => row.key,
                (row) => this.row(row, false),
              )}
            </ol>`
          : nothing}
      </div>`;
    }
    return html`<div class="inner">
      <div class="skeletons" role="status" aria-label="Loading messages"><div aria-hidden="true">${bones(9)}</div></div>
    </div>`;
  }

  private row(row: Row, focusable: boolean): unknown {
    switch (row.kind) {
      case "day":
        return guard([row.key, this.clock, this.clock.day(this.now)], () => {
          const name = this.clock.dayName(row.at, this.now);
          return html`<li class="divider" data-key=${row.key}><span>${name}</span></li>`;
        });
      case "new":
        return html`<li class="divider new" data-key="new"><span>New</span></li>`;
      case "pending":
        return guard([row.pending, row.head, focusable, this.clock], () => this.pendingRow(row.key, row.pending, row.head, focusable));
      case "message": {
        const { message } = row;
        const editing = this.editing?.id === message.id ? this.editing : null;
        const active = row.key === this.activeKey && !editing;
        const quoted = message.thread ? (this.session?.timeline.find(message.thread) ?? null) : null;
        const minute = message.blocks?.length ? this.now : this.clock.day(this.now);
        const dependencies = [message, row.head, active, focusable, editing, row.key === this.flashKey, quoted, minute, this.clock, this.canPost, this.canModerate, this.widgets.of(message.id), this.lookups.of(message.id)];
        return guard(dependencies, () => this.messageRow(row.key, message, row.head, active, focusable, editing, quoted));
      }
    }
  }

  private messageRow(
    key: string,
    message: Message,
    head: boolean,
    active: boolean,
    focusable: boolean,
    editing: Editing | null,
    quoted: Message | null,
  ): TemplateResult {
    const blocks = message.blocks?.length ? drawBlocks(message.blocks, this.blockContext(message.id)) : null;
    const quiet = isQuiet(message) && !blocks;
    const mentions = message.author.id !== this.me && this.me !== "" && message.html.includes(`data-person="${this.me}"`);
    const flash = key === this.flashKey ? "flash" : "";
    const stamp = html`<time id="t-${key}" datetime=${message.createdAt} title=${this.clock.full(message.createdAt)}
      >${head ? this.clock.stamp(message.createdAt, this.now) : this.clock.time(message.createdAt)}</time
    >`;
    const text = html`<div
      id="c-${key}"
      class="content ${isJumbo(message.text) ? "jumbo" : ""} ${message.editedAt ? "changed" : ""}"
    >
      ${unsafeHTML(withCodeBars(message.html))}${message.editedAt
        ? html`<span class="edited" title=${`Edited ${this.clock.full(message.editedAt)}`}>(edited)</span>`
        : nothing}
    </div>`;

    if (quiet) {
      return html`<li
        class="row quiet ${flash}"
        data-key=${key}
        data-seq=${message.seq}
        tabindex=${focusable ? 0 : -1}
        aria-labelledby="c-${key} t-${key}"
      >
        <div class="gutter">${icons.spark}</div>
        <div class="body"><div class="line">${text}${stamp}</div></div>
        ${active ? this.tools(message) : nothing}
      </li>`;
    }
    return html`<li
      class="row ${head ? "head" : ""} ${message.thread ? "answers" : ""} ${mentions ? "mentions" : ""} ${active ? "active" : ""} ${flash}"
      data-key=${key}
      data-seq=${message.seq}
      tabindex=${focusable ? 0 : -1}
      aria-labelledby="n-${key} t-${key} c-${key}"
    >
      <div class="gutter">${head ? avatar(message.author) : stamp}</div>
      <div class="body">
        ${message.thread ? this.quote(quoted) : nothing}
        ${head
          ? html`<div class="meta">
              <span class="name" id="n-${key}">${message.author.name}</span>
              ${message.author.kind === "agent"
                ? html`<span class="badge" title="An AI partner">AI</span>`
                : message.author.kind === "customer"
                  ? html`<span class="badge customer">Customer</span>`
                  : nothing}
              ${stamp}
            </div>`
          : html`<span class="sr" id="n-${key}">${message.author.name}</span>`}
        ${editing ? this.editor(message, editing) : blocks ? html`<div class="blocks" id="c-${key}">${blocks}</div>` : text}
      </div>
      ${active ? this.tools(message) : nothing}
    </li>`;
  }

  private pendingRow(key: string, pending: Pending, head: boolean, focusable: boolean): TemplateResult {
    const known = this.people.find((person) => person.id === this.me) ?? this.session?.timeline.items.findLast((message) => message.author.id === this.me)?.author;
    const name = pending.name ?? known?.name ?? "You";
    return html`<li
      class="row pending ${head ? "head" : ""}"
      data-key=${key}
      tabindex=${focusable ? 0 : -1}
      aria-labelledby="n-${key} c-${key} s-${key}"
    >
      <div class="gutter">${head ? avatar({ id: this.me, name, kind: "person" }) : nothing}</div>
      <div class="body">
        ${head
          ? html`<div class="meta"><span class="name" id="n-${key}">${name}</span><time>${this.clock.time(pending.createdAt)}</time></div>`
          : html`<span class="sr" id="n-${key}">${name}</span>`}
        <div class="content plain" id="c-${key}">${toTyped(pending.text).text}</div>
        <div id="s-${key}">
          ${pending.state === "failed"
            ? html`<div class="state failed">
                ${icons.warning}<span>Not sent. ${pending.reason ?? ""}</span>
                <button @click=${() => this.session?.outbox.retry(pending.clientId)}>Retry</button>
                <button @click=${() => this.takeBack(pending)}>Edit</button>
                <button @click=${() => this.session?.outbox.remove(pending.clientId)}>Delete</button>
              </div>`
            : pending.state === "waiting"
              ? html`<div class="state">
                  ${icons.clock}<span>Kept here, will be sent</span>
                  <button @click=${() => this.session?.outbox.hurry()}>Send now</button>
                  <button @click=${() => this.session?.outbox.remove(pending.clientId)}>Delete</button>
                </div>`
              : html`<span class="sr">Sending</span>`}
        </div>
      </div>
    </li>`;
  }

  private quote(quoted: Message | null): TemplateResult {
    if (!quoted) {
      return html`<div class="quote">${icons.reply}<span>Answer to an earlier message</span></div>`;
    }
    if (quoted.deletedAt) {
      return html`<div class="quote">${icons.reply}<span>The message was deleted</span></div>`;
    }
    return html`<button class="quote" tabindex="-1" @click=${() => this.jumpTo(quoted.seq)}>
      ${icons.reply}<b>${quoted.author.name}</b><span>${excerptOf(quoted)}</span>
    </button>`;
  }

  private tools(message: Message): TemplateResult {
    return html`<div class="tools" role="toolbar" aria-label="Actions">
      ${this.actions(message)
        .filter((action) => action.quick)
        .map(
          (action) => html`<button
            class=${action.danger ? "danger" : ""}
            title=${action.label}
            aria-label=${action.label}
            @click=${(event: MouseEvent) => action.run(event)}
          >
            ${action.icon}
          </button>`,
        )}
      <button title="More" aria-label="More actions" aria-haspopup="menu" @click=${(event: MouseEvent) => this.openMenu(message, event.currentTarget as HTMLElement)}>
        ${icons.more}
      </button>
    </div>`;
  }

  private actions(message: Message): Action[] {
    const own = message.author.id === this.me;
    const actions: Action[] = [];
    if (this.canPost) {
      actions.push({ label: "Reply", icon: icons.reply, quick: true, run: () => this.reply(message) });
    }
    if (own && this.canPost && !message.blocks?.length && message.type !== "system") {
      actions.push({ label: "Edit", icon: icons.pencil, quick: true, run: () => this.edit(message) });
    }
    actions.push({ label: "Copy link", icon: icons.link, quick: true, run: () => void this.copyLink(message) });
    actions.push({ label: "Copy text", icon: icons.copy, quick: false, run: () => void this.copyText(message) });
    if ((own && this.canPost) || this.canModerate) {
      actions.push({
        label: "Delete",
        icon: icons.bin,
        quick: true,
        danger: true,
        run: (event) => this.deleteMessage(message, event?.shiftKey === true),
      });
    }
    return actions;
  }

  private editor(message: Message, editing: Editing): TemplateResult {
    return html`<div class="editor">
      ${editing.newer
        ? html`<div class="newer">
            <b>This message changed while you were editing. It now reads:</b>
            <div class="content">${unsafeHTML(withCodeBars(editing.newer.html))}</div>
          </div>`
        : nothing}
      <textarea
        rows="1"
        enterkeyhint=${fingers() ? "enter" : "done"}
        aria-label="Edit message"
        .value=${live(editing.text)}
        @input=${(event: InputEvent) => this.editDraft((event.target as HTMLTextAreaElement).value)}
        @keydown=${(event: KeyboardEvent) => this.onEditKey(event, message)}
      ></textarea>
      <div class="below">
        ${editing.problem ? html`<span class="problem" role="alert">${editing.problem}</span>` : nothing}
        <button class="button primary" ?disabled=${editing.busy} @click=${() => this.saveEdit(message)}>
          ${editing.newer ? "Save anyway" : "Save"}
        </button>
        <button class="button" @click=${() => this.stopEdit(true)}>Cancel</button>
        ${fingers() ? nothing : html`<span class="hint">Enter saves, Esc cancels</span>`}
      </div>
    </div>`;
  }

  private banner(): TemplateResult | typeof nothing {
    const session = this.session;
    if (!session || session.state !== "ready") {
      return nothing;
    }
    if (session.loginNeeded) {
      return html`<div class="banner" role="status">
        ${icons.lock}<span>Your login has ended. What you write is kept.</span><button @click=${() => location.reload()}>Log in again</button>
      </div>`;
    }
    if (session.lostAt === null || Date.now() - session.lostAt < BANNER_MILLIS) {
      return nothing;
    }
    return html`<div class="banner" role="status">
      ${icons.cloud}<span
        >${this.online ? "Reconnecting. You can go on writing; it will be sent." : "You are offline. You can go on writing; it will be sent."}</span
      >
    </div>`;
  }

  private unreadPill(): TemplateResult | typeof nothing {
    const unread = this.unread();
    if (!unread) {
      return nothing;
    }
    const since = unread.since ? ` since ${this.clock.stamp(unread.since, this.now)}` : "";
    return html`<div class="pill unread">
      <button @click=${() => this.jumpToNew()}>${icons.arrowUp}<span>${unread.count} new${since} · Jump</span></button>
      <button aria-label="Dismiss" title="Dismiss" @click=${() => this.dismissNew()}>${icons.cross}</button>
    </div>`;
  }

  private presentPill(): TemplateResult | typeof nothing {
    const session = this.session;
    if (session?.state !== "ready" || this.following || !this.scroller) {
      return nothing;
    }
    const away = this.distance > this.scroller.clientHeight * 0.6 || !session.timeline.atEnd;
    if (this.missed > 0) {
      return html`<button class="pill unread" @click=${() => this.toPresent()}>
        ${icons.arrowDown}<span>${this.missed === 1 ? "1 new message" : `${this.missed} new messages`}</span>
      </button>`;
    }
    return away
      ? html`<button class="pill" @click=${() => this.toPresent()}>${icons.arrowDown}<span>Jump to present</span></button>`
      : nothing;
  }

  private toastView(toast: Toast): TemplateResult {
    const { action } = toast;
    return html`<div class="toast">
      <span class="text">${toast.text}</span>${action ? html`<button @click=${action.run}>${action.label}</button>` : nothing}
    </div>`;
  }

  private menu(): TemplateResult {
    const message = this.menuFor;
    return html`<dialog
      class="menu"
      aria-label="Message actions"
      @close=${() => this.closedMenu()}
      @pointerdown=${(event: PointerEvent) => event.target === event.currentTarget && this.menuDialog?.close()}
      @keydown=${this.onMenuKey}
    >
      ${message
        ? this.actions(message).map(
            (action) => html`<button
              class=${action.danger ? "danger" : ""}
              @click=${(event: MouseEvent) => {
                this.menuDialog?.close();
                action.run(event);
              }}
            >
              ${action.icon}<span>${action.label}</span>
            </button>`,
          )
        : nothing}
    </dialog>`;
  }

  // Widgets

  private newWidgets(): Widgets {
    return new Widgets({
      press: (message, block, body) => this.client.press(message, block, body),
      pressed: (message) => this.session?.timeline.update(message),
      late: (id) => {
        const message = this.session?.timeline.find(id);
        if (message) {
          void this.session?.refresh(message).catch(() => null);
        }
      },
      changed: () => this.requestUpdate(),
    });
  }

  private newLookups(): Lookups {
    return new Lookups({ ask: (path) => this.client.json(path), changed: () => this.requestUpdate() });
  }

  private blockContext(message: string): BlockContext {
    const { widgets, lookups } = this;
    return {
      clock: this.clock,
      now: this.now,
      me: this.me,
      press: (block, action, values) => widgets.press(message, block, action, values),
      hand: (block) => ({
        message,
        block,
        state: widgets.state(message, block),
        press: (action, values) => void widgets.press(message, block, action, values),
        ask: (action) => widgets.ask(message, block, action),
        keep: (field, value) => widgets.keep(message, block, field, value),
      }),
      look: (block, path) => lookups.get(message, path, typeof block.revision === "number" ? block.revision : 0),
    };
  }

  /** A button that was pressed may be gone now: the focus goes where the widget says, else to what became of it, else to its message. */
  private settleFocus(): void {
    const wanted = this.widgets.takeFocus();
    const target = wanted ? this.renderRoot.querySelector<HTMLElement>(`[data-focus="${CSS.escape(wanted)}"]`) : null;
    if (target) {
      target.focus();
    } else if (this.heldRow !== null && !this.shadowRoot?.activeElement) {
      const row = this.rowElement(this.heldRow);
      (row?.querySelector<HTMLElement>(".w-outcome") ?? row)?.focus({ preventScroll: true });
    }
    this.heldRow = null;
  }

  // Channel

  private openChannel(): void {
    this.client = new Api(this.api, this.csrfToken ? { header: this.csrfHeader, token: this.csrfToken } : null);
    this.client.unauthenticated = () => {
      if (this.session && !this.session.loginNeeded) {
        this.session.loginNeeded = true;
        tell(this, "spaces-unauthenticated", { channel: this.channel });
        this.requestUpdate();
      }
    };
    this.newAfter = this.lastRead;
    this.lineSeen = this.lastRead === null;
    this.missed = 0;
    this.readSent = this.lastRead ?? 0;
    this.following = this.highlight === null;
    this.anchor = null;
    this.settled = false;
    this.jump = this.highlight === null ? null : { seq: this.highlight, flash: true };
    const session: ChannelSession = new ChannelSession({
      api: this.client,
      channel: this.channel,
      me: this.me,
      storage: storage(),
      changed: () => this.sessionChanged(),
      arrived: (message, missed) => this.arrived(message, missed),
      followsEnd: () => this.following,
    });
    this.session = session;
    void session.open(this.highlight);
    reviveOutboxes(this.client, this.me, storage());
  }

  private leaveChannel(): void {
    this.flushDelete();
    this.session?.close();
    this.session = null;
    this.widgets = this.newWidgets();
    this.lookups = this.newLookups();
    this.editing = null;
    this.menuFor = null;
    this.spoken = [];
    this.hiddenIds = new Set();
    this.activeKey = "";
    this.focusKey = "";
    clearTimeout(this.readTimer);
    this.readTimer = undefined;
  }

  private wasConnected = true;

  private sessionChanged(): void {
    const session = this.session;
    if (session) {
      const connected = session.lostAt === null;
      if (connected !== this.wasConnected) {
        this.wasConnected = connected;
        tell(this, "spaces-connection", { channel: this.channel, connected });
      }
      clearTimeout(this.bannerTimer);
      if (session.lostAt !== null) {
        this.bannerTimer = setTimeout(() => this.requestUpdate(), session.lostAt + BANNER_MILLIS + 20 - Date.now());
      }
      if (this.following && session.state === "ready") {
        session.trimOlder();
      }
      const editing = this.editing;
      const edited = editing && session.timeline.find(editing.id);
      if (editing && edited && edited.version > (editing.newer?.version ?? editing.version)) {
        this.editing = edited.deletedAt
          ? { ...editing, problem: "This message was deleted meanwhile. Copy what you need." }
          : { ...editing, newer: edited };
      }
    }
    this.requestUpdate();
  }

  private arrived(message: Message, missed: boolean): void {
    if (message.author.id === this.me) {
      return;
    }
    const away = missed || document.visibilityState === "hidden" || !this.following;
    if (away && (this.newAfter === null || this.readSent >= message.seq - 1)) {
      if (this.newAfter === null || this.readSent > this.newAfter) {
        this.newAfter = message.seq - 1;
        this.lineSeen = !missed && document.visibilityState === "visible";
      }
    }
    if (!this.following) {
      this.missed++;
    }
    const text = message.blocks?.length ? message.text : excerptOf(message);
    this.spoken = [...this.spoken.slice(-4), { id: message.id, text: `${message.author.name}: ${shorten(text, 200)}` }];
  }

  // Scrolling

  private onScroll = (): void => {
    const scroller = this.scroller;
    if (!scroller || this.session?.state !== "ready") {
      return;
    }
    this.distance = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
    this.following = this.session.timeline.atEnd && isAtBottom(scroller);
    if (this.following) {
      this.missed = 0;
    }
    this.rememberAnchor();
    this.loadAhead();
    this.watchRead();
    this.watchLine();
    // Only what floats over the stream depends on the position; most scroll events change none of it.
    const drawn = `${this.following}${this.distance > scroller.clientHeight * 0.6}${this.unread()?.count ?? 0}`;
    if (drawn !== this.scrollDrawn) {
      this.scrollDrawn = drawn;
      this.requestUpdate();
    }
    this.onPointerEnd();
  };

  private rowElements(): HTMLCollectionOf<HTMLElement> | null {
    return (this.renderRoot.querySelector(".rows")?.children as HTMLCollectionOf<HTMLElement> | undefined) ?? null;
  }

  private rowElement(key: string): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(`.rows > [data-key="${CSS.escape(key)}"]`);
  }

  private rememberAnchor(): void {
    const rows = this.rowElements();
    const scroller = this.scroller;
    if (rows && scroller) {
      // The topmost day and message change their look when older ones join them, so they hold nothing.
      const from = this.session?.timeline.hasOlder && rows.length > 2 ? 2 : 0;
      this.anchor = anchorAt(rows.length, (index) => boxOf(rows[index]!), scroller.scrollTop, from);
    }
  }

  /** After anything has changed its size: stay at the end, or keep the row at the top of the view where it is. */
  private settle(): void {
    const scroller = this.scroller;
    if (!scroller || this.session?.state !== "ready") {
      return;
    }
    const size = `${scroller.scrollHeight}/${scroller.clientHeight}`;
    if (this.following) {
      // Only a change of size moves the view: whoever has just begun to scroll away is not pulled back by a mere redraw.
      if (size !== this.size || !this.settled) {
        scroller.scrollTop = scroller.scrollHeight;
      }
    } else if (this.anchor) {
      const row = this.rowElement(this.anchor.key);
      const shift = row ? shiftOf(this.anchor, row.offsetTop) : 0;
      if (shift !== 0) {
        scroller.scrollTop += shift;
      }
    }
    this.size = size;
    this.distance = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
    this.rememberAnchor();
    this.watchRead();
    this.watchLine();
    if (!this.settled) {
      this.settled = true;
      this.requestUpdate();
    }
  }

  private landJump(): void {
    const jump = this.jump!;
    const scroller = this.scroller!;
    const message = this.session?.timeline.at(jump.seq) ?? this.session?.timeline.items.findLast((item) => item.seq <= jump.seq);
    this.jump = null;
    const row = message ? this.rowElement(keyOf(message)) : null;
    if (!row || !message) {
      this.settle();
      return;
    }
    if (this.highlight === jump.seq) {
      // Shown once; opening the channel again, as a reconnecting page does, is not another wish to go there.
      this.highlight = null;
    }
    scroller.scrollTop = row.offsetTop - Math.max(72, (scroller.clientHeight - row.offsetHeight) / 3);
    this.following = false;
    this.distance = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
    this.following = this.session!.timeline.atEnd && isAtBottom(scroller, 2);
    this.rememberAnchor();
    this.watchRead();
    this.watchLine();
    if (jump.flash) {
      this.flashKey = keyOf(message);
      this.focusKey = this.flashKey;
      clearTimeout(this.flashTimer);
      this.flashTimer = setTimeout(() => (this.flashKey = ""), 2700);
    }
    this.requestUpdate();
  }

  private loadAhead(): void {
    const scroller = this.scroller;
    const session = this.session;
    if (!scroller || session?.state !== "ready") {
      return;
    }
    if (scroller.scrollTop < LOAD_AHEAD && session.timeline.hasOlder && !session.loadingOlder) {
      void session.loadOlder();
      this.requestUpdate();
    }
    if (this.distance < LOAD_AHEAD && !session.timeline.atEnd && !session.loadingNewer) {
      void session.loadNewer();
      this.requestUpdate();
    }
  }

  // Unread

  private unread(): { count: number; since: string | null } | null {
    const session = this.session;
    const after = this.newAfter;
    if (!session || session.state !== "ready" || after === null || this.lineSeen || !this.settled) {
      return null;
    }
    const { timeline } = session;
    if (timeline.newest <= after) {
      return null;
    }
    if (after + 1 < timeline.first) {
      return { count: timeline.newest - after, since: null };
    }
    const fresh = timeline.items.filter((message) => message.seq > after && message.author.id !== this.me && !message.deletedAt);
    const first = fresh[0];
    if (!first || !this.scroller) {
      return null;
    }
    const line = this.rowElement("new");
    if (!line || line.offsetTop >= this.scroller.scrollTop) {
      return null;
    }
    return { count: fresh.length, since: first.createdAt };
  }

  private watchLine(): void {
    const line = this.rowElement("new");
    const scroller = this.scroller;
    if (!this.lineSeen && line && scroller && this.settled && document.visibilityState === "visible" && line.offsetTop >= scroller.scrollTop) {
      this.lineSeen = true;
      this.requestUpdate();
    }
  }

  private jumpToNew(): void {
    if (this.newAfter !== null) {
      const target = this.newAfter + 1;
      this.lineSeen = true;
      void this.jumpTo(target, false);
    }
  }

  private dismissNew(): void {
    this.lineSeen = true;
    this.requestUpdate();
  }

  /** Everything is read once its end has been in view for a second. */
  private watchRead(): void {
    const session = this.session;
    const seq = session?.timeline.newest ?? 0;
    const reading = session?.state === "ready" && this.following && document.visibilityState === "visible" && seq > this.readSent;
    if (!reading) {
      clearTimeout(this.readTimer);
      this.readTimer = undefined;
    } else if (this.readTimer === undefined) {
      this.readTimer = setTimeout(() => {
        this.readTimer = undefined;
        void this.markRead();
      }, READ_MILLIS);
    }
  }

  private async markRead(): Promise<void> {
    const session = this.session;
    const seq = session?.timeline.newest ?? 0;
    if (!session || !this.following || document.visibilityState !== "visible" || seq <= this.readSent) {
      return;
    }
    const before = this.readSent;
    const { channel } = this;
    this.readSent = seq;
    try {
      await this.client.read(channel, seq);
      tell(this, "spaces-read", { channel, seq });
    } catch {
      if (this.session === session) {
        this.readSent = Math.min(this.readSent, before);
      }
    }
  }

  // Actions

  private reply(message: Message): void {
    tell(this, "spaces-reply", {
      channel: this.channel,
      message: { id: message.id, author: message.author, excerpt: shorten(excerptOf(message), 160) },
    });
  }

  private edit(message: Message): void {
    const kept = storage()?.getItem(this.editKey(message.id));
    const typed = toTyped(message.text);
    const text = kept ?? typed.text;
    const picks = movePicks(typed.picks, typed.text, text);
    this.editing = { id: message.id, text, picks, version: message.version, newer: null, problem: null, busy: false };
    void this.updateComplete.then(() => {
      const field = this.renderRoot.querySelector<HTMLTextAreaElement>(".editor textarea");
      if (field) {
        grow(field);
        field.focus({ preventScroll: true });
        field.setSelectionRange(field.value.length, field.value.length);
        field.closest("li")?.scrollIntoView({ block: "nearest" });
      }
    });
  }

  private editKey(id: string): string {
    return `spaces.edit.${this.me}.${id}`;
  }

  private editDraft(text: string): void {
    if (!this.editing) {
      return;
    }
    this.editing = { ...this.editing, text, picks: movePicks(this.editing.picks, this.editing.text, text), problem: null };
    try {
      storage()?.setItem(this.editKey(this.editing.id), text);
    } catch {
      // Without storage the draft lives as long as the tab.
    }
    const field = this.renderRoot.querySelector<HTMLTextAreaElement>(".editor textarea");
    if (field) {
      grow(field);
    }
  }

  private stopEdit(refocus: boolean): void {
    if (this.editing) {
      storage()?.removeItem(this.editKey(this.editing.id));
      this.editing = null;
      if (refocus) {
        tell(this, "spaces-compose", { channel: this.channel, text: null });
      }
    }
  }

  private onEditKey(event: KeyboardEvent, message: Message): void {
    event.stopPropagation();
    if (event.key === "Escape") {
      event.preventDefault();
      this.stopEdit(true);
    } else if (sends(event, fingers()) && !event.isComposing) {
      event.preventDefault();
      void this.saveEdit(message);
    }
  }

  private async saveEdit(message: Message): Promise<void> {
    const editing = this.editing;
    const session = this.session;
    if (!editing || editing.busy || !session) {
      return;
    }
    const text = toSource(editing.text, this.people, editing.picks).trim();
    if (text === "") {
      this.stopEdit(true);
      this.deleteMessage(message, false);
      return;
    }
    if (text.length > LIMIT) {
      this.editing = { ...editing, problem: `${text.length - LIMIT} characters too many.` };
      return;
    }
    const current = session.timeline.find(message.id) ?? message;
    if (text === current.text && !editing.newer) {
      this.stopEdit(true);
      return;
    }
    this.editing = { ...editing, busy: true, problem: null };
    try {
      const version = editing.newer?.version ?? editing.version;
      const saved = await this.client.edit({ ...message, version }, text);
      session.timeline.update(saved);
      if (this.editing?.id === message.id) {
        this.stopEdit(true);
      }
    } catch (error) {
      const problem = asApiError(error);
      let newer: Message | null = null;
      if (problem.status === 412) {
        newer = await session.refresh(message).catch(() => null);
      }
      if (this.editing?.id === message.id) {
        this.editing = {
          ...this.editing,
          busy: false,
          newer: newer ?? this.editing.newer,
          problem: newer ? null : problem.passing ? `${problem.message} Your text is kept; save again.` : problem.message,
        };
      }
    }
  }

  private deleteMessage(message: Message, atOnce: boolean): void {
    this.flushDelete();
    this.hiddenIds = new Set(this.hiddenIds).add(message.id);
    if (atOnce) {
      void this.reallyDelete(message, false);
      this.requestUpdate();
      return;
    }
    this.deleting = { message, timer: setTimeout(this.flushDelete, UNDO_MILLIS) };
    this.say("Message deleted", { label: "Undo", run: () => this.undoDelete() }, UNDO_MILLIS);
    if (this.focusKey === keyOf(message)) {
      tell(this, "spaces-compose", { channel: this.channel, text: null });
    }
  }

  private undoDelete(): void {
    if (this.deleting) {
      clearTimeout(this.deleting.timer);
      this.unhide(this.deleting.message);
      this.deleting = null;
    }
    this.toast = null;
  }

  private flushDelete = (event?: Event): void => {
    if (this.deleting) {
      clearTimeout(this.deleting.timer);
      void this.reallyDelete(this.deleting.message, event?.type === "pagehide");
      this.deleting = null;
    }
  };

  private async reallyDelete(message: Message, leaving: boolean): Promise<void> {
    const session = this.session;
    try {
      await this.client.delete(session?.timeline.find(message.id) ?? message, leaving);
    } catch (error) {
      const problem = asApiError(error);
      if (problem.status === 404 || problem.status === 410) {
        return;
      }
      if (problem.status === 412 && session) {
        const current = await session.refresh(message).catch(() => null);
        if (current && !current.deletedAt) {
          await this.client.delete(current).catch(() => this.unhide(message));
        }
        return;
      }
      this.unhide(message);
      this.say(`Not deleted. ${problem.message}`);
    }
  }

  private unhide(message: Message): void {
    const hidden = new Set(this.hiddenIds);
    hidden.delete(message.id);
    this.hiddenIds = hidden;
    this.requestUpdate();
  }

  private takeBack(pending: Pending): void {
    this.session?.outbox.remove(pending.clientId);
    tell(this, "spaces-compose", { channel: this.channel, ...toTyped(pending.text) });
  }

  private async copyLink(message: Message): Promise<void> {
    const target = new URL(this.linkBase || location.pathname, location.href);
    target.searchParams.set("m", String(message.seq));
    this.say((await copyToClipboard(target.href)) ? "Link copied" : "The browser did not allow copying");
  }

  private async copyText(message: Message): Promise<void> {
    this.say((await copyToClipboard(toTyped(message.text).text)) ? "Text copied" : "The browser did not allow copying");
  }

  private async copyCode(button: HTMLElement): Promise<void> {
    const code = button.closest(".code")?.querySelector("code")?.textContent ?? "";
    if (await copyToClipboard(code.replace(/\n$/, ""))) {
      button.textContent = "Copied";
      this.whisper = "Copied";
      setTimeout(() => {
        button.textContent = "Copy";
        this.whisper = "";
      }, COPIED_MILLIS);
    } else {
      this.say("The browser did not allow copying");
    }
  }

  private say(text: string, action?: Toast["action"], millis = 3000): void {
    clearTimeout(this.toastTimer);
    this.toast = { text, action };
    this.toastTimer = setTimeout(() => (this.toast = null), millis);
  }

  // Pointer, focus, keyboard

  /** What floats over the stream does not stop it from scrolling. */
  private passWheel = (event: WheelEvent): void => {
    this.scroller?.scrollBy({ top: event.deltaY });
  };

  private onPointerLeave = (event: PointerEvent): void => {
    if (event.pointerType === "mouse" && !this.scroller?.contains(this.shadowRoot?.activeElement ?? null)) {
      this.activeKey = "";
    }
  };

  private onPointerDown = (event: PointerEvent): void => {
    this.pressed = false;
    const onWidget = (event.target as HTMLElement).closest(".blocks :is(button, input, select, textarea, label)") !== null;
    const row = event.pointerType === "mouse" || onWidget ? null : rowOf(event);
    const message = row ? this.messageOf(row) : null;
    if (row && message) {
      const timer = setTimeout(() => {
        this.pressed = true;
        navigator.vibrate?.(8);
        this.openMenu(message, row);
      }, LONG_PRESS_MILLIS);
      this.press = { timer, x: event.clientX, y: event.clientY };
    }
  };

  private onPointerMove = (event: PointerEvent): void => {
    // By movement, not by what slides under a resting pointer: the keyboard keeps its row while the stream scrolls.
    if (event.pointerType === "mouse") {
      const key = rowOf(event)?.dataset.key ?? "";
      if (key !== this.activeKey) {
        this.activeKey = key;
      }
      return;
    }
    if (this.press && Math.hypot(event.clientX - this.press.x, event.clientY - this.press.y) > 10) {
      this.onPointerEnd();
    }
  };

  private onPointerEnd = (): void => {
    if (this.press) {
      clearTimeout(this.press.timer);
      this.press = null;
    }
  };

  private onContextMenu = (event: Event): void => {
    // A long press has opened our own menu, or is about to.
    if (this.press || this.pressed) {
      event.preventDefault();
    }
  };

  private onFocusIn = (event: FocusEvent): void => {
    const key = rowOf(event)?.dataset.key;
    if (key) {
      this.focusKey = key;
      if ((event.target as HTMLElement).matches(":focus-visible")) {
        this.activeKey = key;
      }
    }
  };

  private onFocusOut = (event: FocusEvent): void => {
    const next = event.relatedTarget;
    if (!(next instanceof Node) || !this.scroller?.contains(next)) {
      this.activeKey = "";
    }
  };

  private onKey = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    const row = rowOf(event);
    if (target.closest("textarea, input, select") || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const step: Record<string, number> = { ArrowUp: -1, ArrowDown: 1, PageUp: -8, PageDown: 8 };
    const inTools = target.closest(".tools");
    if (inTools && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
      const buttons = [...inTools.querySelectorAll("button")];
      const next = buttons.indexOf(target as HTMLButtonElement) + (event.key === "ArrowRight" ? 1 : -1);
      buttons[(next + buttons.length) % buttons.length]?.focus();
      event.preventDefault();
      return;
    }
    const by = step[event.key];
    if (by !== undefined) {
      event.preventDefault();
      this.moveFocus(row, by);
    } else if (event.key === "Home" || event.key === "End") {
      event.preventDefault();
      if (event.key === "End") {
        void this.toPresent();
      }
      this.moveFocus(row, event.key === "Home" ? -10_000 : 10_000);
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (inTools && row) {
        row.focus();
        return;
      }
      if (!this.following) {
        void this.toPresent();
      }
      tell(this, "spaces-compose", { channel: this.channel, text: null });
    } else if (row && target === row) {
      const message = this.messageOf(row);
      if (message) {
        this.onRowKey(event, message, row);
      }
    }
  };

  /** Letters act only while a message itself has the focus. */
  private onRowKey(event: KeyboardEvent, message: Message, row: HTMLElement): void {
    const wanted: Record<string, string> = { r: "Reply", e: "Edit", c: "Copy link", Delete: "Delete", Backspace: "Delete" };
    const label = wanted[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (label) {
      const action = this.actions(message).find((candidate) => candidate.label === label);
      if (action) {
        event.preventDefault();
        action.run();
      }
    } else if (event.key === "ContextMenu" || event.key === "Enter" || (event.key === "F10" && event.shiftKey)) {
      event.preventDefault();
      this.openMenu(message, row);
    }
  }

  private moveFocus(from: HTMLElement | null, by: number): void {
    const rows = [...(this.rowElements() ?? [])].filter((row) => row.hasAttribute("tabindex"));
    const index = from ? rows.indexOf(from) : rows.length;
    const next = rows[Math.min(rows.length - 1, Math.max(0, index + by))];
    if (next) {
      this.focusKey = next.dataset.key ?? "";
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: "nearest" });
    }
  }

  private messageOf(row: HTMLElement): Message | null {
    const seq = Number(row.dataset.seq);
    return seq ? (this.session?.timeline.at(seq) ?? null) : null;
  }

  private openMenu(message: Message, near: HTMLElement): void {
    this.menuFor = message;
    this.focusKey = keyOf(message);
    void this.updateComplete.then(() => {
      const dialog = this.menuDialog;
      if (!dialog || dialog.open) {
        return;
      }
      dialog.showModal();
      if (!matchMedia("(pointer: coarse)").matches) {
        const box = near.getBoundingClientRect();
        const size = dialog.getBoundingClientRect();
        dialog.style.left = `${Math.max(8, Math.min(box.right - size.width - 8, innerWidth - size.width - 8))}px`;
        dialog.style.top = `${Math.max(8, Math.min(box.top + Math.min(28, box.height), innerHeight - size.height - 8))}px`;
      } else {
        dialog.style.left = "";
        dialog.style.top = "";
      }
    });
  }

  private closedMenu(): void {
    this.menuFor = null;
  }

  private onMenuKey = (event: KeyboardEvent): void => {
    const buttons = [...(this.menuDialog?.querySelectorAll("button") ?? [])];
    const index = buttons.indexOf(event.target as HTMLButtonElement);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      buttons[(index + (event.key === "ArrowDown" ? 1 : -1) + buttons.length) % buttons.length]?.focus();
    }
  };

  private onClick = (event: MouseEvent): void => {
    const path = event.composedPath() as HTMLElement[];
    if (this.pressed) {
      this.pressed = false;
      event.preventDefault();
      return;
    }
    const copy = path.find((node) => node instanceof HTMLElement && node.matches(".copy-code"));
    if (copy) {
      void this.copyCode(copy);
      return;
    }
    const mention = path.find((node) => node instanceof HTMLElement && node.matches(".content .mention"));
    if (mention?.dataset.person) {
      tell(this, "spaces-person", { id: mention.dataset.person });
      return;
    }
    const anchor = path.find((node): node is HTMLAnchorElement => node instanceof HTMLAnchorElement && node.hasAttribute("href"));
    if (!anchor || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    const url = new URL(anchor.href, location.href);
    if (url.origin !== location.origin) {
      if (url.protocol === "http:" || url.protocol === "https:") {
        event.preventDefault();
        window.open(url.href, "_blank", "noopener,noreferrer");
      }
      return;
    }
    if ((anchor.classList.contains("picture") || /\.(png|jpe?g|gif|webp|avif)$/i.test(url.pathname)) && anchor.closest(".content")) {
      event.preventDefault();
      this.togglePicture(anchor, url.href);
      return;
    }
    const seq = Number(url.searchParams.get("m"));
    if (seq > 0 && this.linkBase && url.pathname === new URL(this.linkBase, location.href).pathname) {
      event.preventDefault();
      void this.jumpTo(seq);
    } else if (tell(this, "spaces-navigate", { href: url.pathname + url.search + url.hash })) {
      event.preventDefault();
    }
  };

  /** A picture of our own origin opens below its link; a second click closes it. */
  private togglePicture(anchor: HTMLAnchorElement, source: string): void {
    const open = anchor.nextElementSibling;
    if (open instanceof HTMLImageElement) {
      open.remove();
      return;
    }
    const picture = document.createElement("img");
    picture.alt = anchor.textContent ?? "";
    picture.src = source;
    anchor.after(picture);
  }

  private onVisibility = (): void => {
    clearTimeout(this.hiddenTimer);
    if (document.visibilityState === "hidden") {
      this.hiddenTimer = setTimeout(() => this.session?.pause(), HIDDEN_MILLIS);
    } else {
      this.now = Date.now();
      this.session?.resume();
      this.session?.hurry(this.highlight);
      this.watchRead();
    }
  };

  private onOnline = (): void => {
    this.online = navigator.onLine;
    if (this.online) {
      this.session?.hurry(this.highlight);
    }
  };
}

interface Action {
  label: string;
  icon: TemplateResult;
  quick: boolean;
  danger?: boolean;
  run: (event?: MouseEvent) => void;
}

function isMessageRow(row: Row): boolean {
  return row.kind === "message" || row.kind === "pending";
}

function bones(count: number): TemplateResult[] {
  return Array.from({ length: count }, () => html`<div class="bone"><i></i><div><i></i><i></i></div></div>`);
}

function boxOf(row: HTMLElement): { key: string; top: number; height: number } {
  return { key: row.dataset.key ?? "", top: row.offsetTop, height: row.offsetHeight };
}

function rowOf(event: Event): HTMLElement | null {
  for (const node of event.composedPath()) {
    if (node instanceof HTMLElement && node.classList.contains("row")) {
      return node;
    }
  }
  return null;
}

const excerpts = new WeakMap<Message, string>();

/** The words of a message without its marks, read from an inert document. */
function excerptOf(message: Message): string {
  let excerpt = excerpts.get(message);
  if (excerpt === undefined) {
    const parsed = new DOMParser().parseFromString(message.html, "text/html").body.textContent ?? "";
    excerpt = parsed.replace(/\s+/g, " ").trim() || message.text;
    excerpts.set(message, excerpt);
  }
  return excerpt;
}

function shorten(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1).trimEnd()}…` : text;
}

function isJumbo(text: string): boolean {
  return text.length <= 24 && /^(?:\p{Extended_Pictographic}(?:\uFE0F|\u200D\p{Extended_Pictographic}|\p{Emoji_Modifier})*\s*){1,3}$/u.test(text);
}

function calm(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

function grow(field: HTMLTextAreaElement): void {
  if (!CSS.supports("field-sizing", "content")) {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + 2}px`;
  }
}

async function copyToClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "spaces-stream": SpacesStream;
  }
}
